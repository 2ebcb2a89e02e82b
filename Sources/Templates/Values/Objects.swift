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
  /// What a call does, for functions.
  let function: Function?
  /// They hold values that may hold this object, so a render lets go of them at its end.
  var fields: NamedElements<Value>

  init(
    _ kind: Kind, _ summary: String, _ fields: NamedElements<Value> = NamedElements([]),
    function: Function? = nil
  ) {
    self.kind = kind
    text = summary
    self.function = function
    self.fields = fields
  }

  package convenience init(_ function: Function) {
    self.init(.function, "<function \(function.name)>", function: function)
  }

  var isCallable: Bool { function != nil || kind == .macro || kind == .loop }

  /// The object's attribute of that name, or `nil`.
  func attribute(_ name: String) -> Value? { fields[name] }

  /// The names that a field access knows, for suggestions.
  var fieldNames: [String] { fields.table.names }
}

/// A macro, or a `call` body, together with what it needs to run.
final class Macro: Object, @unchecked Sendable {
  let code: Int32
  let name: String
  /// The context that its free names are looked up in.
  let context: Int
  /// The frame that it was made in, which a closure reads.
  let frame: Int32
  let frameSerial: Int

  init(code: Int32, name: String, context: Int, frame: Int32, frameSerial: Int) {
    self.code = code
    self.name = name
    self.context = context
    self.frame = frame
    self.frameSerial = frameSerial
    super.init(.macro, "")
  }

  override var summary: String { "<Macro '\(name)'>" }
  override var fieldNames: [String] { ["name"] }

  override func attribute(_ name: String) -> Value? {
    name == "name" ? .string(self.name) : nil
  }
}

/// The variable `loop` of a running loop.
final class Loop: Object, @unchecked Sendable {
  let items: [Value]
  let depth: Int
  /// The loop's code and frame, for a loop that calls itself.
  let code: Int32
  let frameSerial: Int
  var position = 0
  private var lastChanged: [Value]?

  init(items: [Value], depth: Int, code: Int32, frameSerial: Int) {
    self.items = items
    self.depth = depth
    self.code = code
    self.frameSerial = frameSerial
    super.init(.loop, "<LoopContext>")
  }

  private enum Attribute: String, CaseIterable {
    case index, index0, first, last, length, revindex, revindex0, depth, depth0, previtem, nextitem
  }

  override func attribute(_ name: String) -> Value? {
    switch Attribute(rawValue: name) {
    case .index: .int(position + 1)
    case .index0: .int(position)
    case .first: .bool(position == 0)
    case .last: .bool(position + 1 == items.count)
    case .length: .int(items.count)
    case .revindex: .int(items.count - position)
    case .revindex0: .int(items.count - position - 1)
    case .depth: .int(depth)
    case .depth0: .int(depth - 1)
    case .previtem: item(position - 1, "loop.previtem")
    case .nextitem: item(position + 1, "loop.nextitem")
    case nil: nil
    }
  }

  override var fieldNames: [String] {
    Attribute.allCases.map(\.rawValue) + Function.loopMethods.table.names
  }

  private func item(_ index: Int, _ name: String) -> Value {
    items.indices.contains(index) ? items[index] : .undefined(Undefined(name))
  }

  /// Whether the values differ from those of the last call.
  func changed(_ values: [Value]) throws -> Bool {
    if let lastChanged, try Value.list(lastChanged).isEqual(to: .list(values)) { return false }
    lastChanged = values
    return true
  }
}
