/// A function that templates call by name.
package final class Function: Object, @unchecked Sendable {
  package typealias Body = @Sendable (Arguments, FilterContext) throws(FilterError) -> Value

  let name: String
  let signature: Signature
  let body: Body

  package init(
    _ name: String, _ parameters: [Signature.Parameter] = [], acceptsMore: Bool = false,
    body: @escaping Body
  ) {
    self.name = name
    signature = Signature(parameters, acceptsMore: acceptsMore)
    self.body = body
    super.init()
  }

  override var summary: String { "<function \(name)>" }
  override var kindName: String { "a function" }
  override var isCallable: Bool { true }
}

/// A macro, or a `call` body, together with what it needs to run.
final class MacroObject: Object, @unchecked Sendable {
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
    super.init()
  }

  override var summary: String { "<Macro '\(name)'>" }
  override var kindName: String { "a macro" }
  override var isCallable: Bool { true }
  override func attribute(_ name: String) -> Value? { name == "name" ? .string(self.name) : nil }
  override var attributeNames: [String] { ["name"] }
}

/// What `namespace()` makes: the one value whose fields can be assigned.
final class NamespaceObject: Object, @unchecked Sendable {
  private(set) var names = NameTable()
  private var values: [Value] = []

  subscript(name: String) -> Value? { names.index(of: name).map { values[$0] } }

  func set(_ name: String, _ value: Value) {
    let index = names.insert(name)
    if index == values.count { values.append(value) } else { values[index] = value }
  }

  /// Lets go of all values, so that namespaces that hold each other do not outlive the render.
  func clear() { values = Array(repeating: .none, count: values.count) }

  override var summary: String { "<Namespace>" }
  override var kindName: String { "a namespace" }
  override func attribute(_ name: String) -> Value? { self[name] }
  override var attributeNames: [String] { names.names }
}

/// What `import … as name` makes: the macros and variables of another template.
final class ModuleObject: Object, @unchecked Sendable {
  let template: String
  let members: Map

  init(template: String, members: Map) {
    self.template = template
    self.members = members
    super.init()
  }

  override var summary: String { "<TemplateModule '\(template)'>" }
  override var kindName: String { "an imported template" }
  override func attribute(_ name: String) -> Value? { members[name] }
  override var attributeNames: [String] { members.keys }
}

/// What `cycler(…)` makes.
final class CyclerObject: Object, @unchecked Sendable {
  private let items: [Value]
  private var position = 0

  init(_ items: [Value]) {
    self.items = items
    super.init()
  }

  var current: Value { items[position] }

  func next() -> Value {
    defer { position = (position + 1) % items.count }
    return current
  }

  func reset() { position = 0 }

  override var summary: String { "<Cycler>" }
  override var kindName: String { "a cycler" }
  override func attribute(_ name: String) -> Value? { name == "current" ? current : nil }
  override var attributeNames: [String] { ["current", "next", "reset"] }
}

/// What `joiner(…)` makes: nothing the first time, the separator from then on.
final class JoinerObject: Object, @unchecked Sendable {
  private let separator: Value
  private var isUsed = false

  init(_ separator: Value) {
    self.separator = separator
    super.init()
  }

  func next() -> Value {
    defer { isUsed = true }
    return isUsed ? separator : ""
  }

  override var summary: String { "<Joiner>" }
  override var kindName: String { "a joiner" }
  override var isCallable: Bool { true }
}
