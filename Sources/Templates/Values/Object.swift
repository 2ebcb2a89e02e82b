/// A value with reference semantics: a function, a macro, a namespace, a module or a loop.
///
/// Unchecked, because namespaces and loops are mutable. One render makes and uses them on one thread. Objects that an
/// `Environment` shares, which are functions, are immutable.
package class Object: @unchecked Sendable {
  /// The kind of an object, as messages name it.
  enum Kind: String {
    case function = "a function"
    case macro = "a macro"
    case namespace = "a namespace"
    case module = "an imported template"
    case loop = "the loop"
  }

  let kind: Kind
  /// The text that printing the object shows.
  var summary: String { text }
  private let text: String
  /// The fields.
  ///
  /// They may refer to this object, so a render removes them at its end.
  var fields: NamedElements<Value>

  init(
    _ kind: Kind, _ summary: String, _ fields: NamedElements<Value> = NamedElements([])
  ) {
    self.kind = kind
    text = summary
    self.fields = fields
  }

  var isCallable: Bool { kind == .function || kind == .macro || kind == .loop }

  /// The attribute of that name, or `nil`.
  func attribute(_ name: String) -> Value? { fields[name] }

  /// The names of attributes, for suggestions.
  var fieldNames: [String] { fields.table.names }
}
