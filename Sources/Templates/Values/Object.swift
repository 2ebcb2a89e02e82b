/// What is passed by reference: functions, macros, and what only templates make.
///
/// Unchecked, because some (namespaces, loops) change: they are made by one render, on one thread,
/// and never leave it. Those that an `Environment` shares (functions) do not change.
package class Object: @unchecked Sendable {
  /// What an object is, as messages name it.
  enum Kind: String {
    case function = "a function"
    case macro = "a macro"
    case namespace = "a namespace"
    case module = "an imported template"
    case loop = "the loop"
  }

  let kind: Kind
  /// What printing shows in place of the object.
  var summary: String { text }
  private let text: String
  /// They hold values that may hold this object, so a render lets go of them at its end.
  var fields: NamedElements<Value>

  init(
    _ kind: Kind, _ summary: String, _ fields: NamedElements<Value> = NamedElements([])
  ) {
    self.kind = kind
    text = summary
    self.fields = fields
  }

  var isCallable: Bool { kind == .function || kind == .macro || kind == .loop }

  /// The object's attribute of that name, or `nil`.
  func attribute(_ name: String) -> Value? { fields[name] }

  /// The names that a field access knows, for suggestions.
  var fieldNames: [String] { fields.table.names }
}
