import Diagnostics

/// One render: walks the program's nodes and writes bytes.
///
/// A struct that is never copied, so that its arrays are changed in place; it lives for one call of
/// `Environment.render`, on one thread.
struct Renderer: ~Copyable {
  /// The variables of a running template, block or macro.
  struct ActiveFrame {
    let base: Int
    /// The frame around a closure, or -1.
    let parent: Int32
    let serial: Int
  }

  /// A field access remembers the shape it met last and where the field was.
  struct FieldCache {
    var shape: ObjectIdentifier?
    var index = 0
  }

  /// A step on the way to where the render is.
  struct Step: Equatable {
    enum Kind { case include, `import`, extends, macro, block }

    let kind: Kind
    let node: Int32
  }

  let program: Program
  let view: ProgramView
  let registry: Registry
  let limits: Settings.Limits
  let baseContext: [Value]

  var output: [UInt8]
  let outputLimit: Int
  var slots: [Value] = []
  var base = 0
  var frames: [ActiveFrame] = []
  var nextSerial = 0

  /// The variables of the current context, by symbol.
  var context: [Value]
  var contextIndex = 0
  /// The contexts that are not current; modules have their own.
  var contexts: [[Value]] = [[]]
  /// What included templates have overwritten, to be put back.
  var undo: [(symbol: Int32, value: Value)] = []
  var includeDepth = 0

  /// The first implementation of each block by name, and the next of each.
  var blockHead: [Int32]
  var blockNext: [Int32]
  /// The template that the running top level extends, or -1, and the output's size at that point.
  var parentTemplate: Int32 = -1
  var parentMark = 0

  var steps: [Step] = []
  var iterations = 0
  var depth: Int32 = 0
  var caches: [FieldCache]
  /// Keeps the shapes of `caches` alive, so that no other can get the identity of one.
  var cachedShapes: [Shape] = []
  var modules: [Int32: ModuleObject] = [:]
  var namespaces: [NamespaceObject] = []

  init(
    _ program: Program, _ view: ProgramView, _ registry: Registry, _ limits: Settings.Limits,
    baseContext: [Value],
    output: consuming [UInt8]
  ) {
    self.program = program
    self.view = view
    self.registry = registry
    self.limits = limits
    self.baseContext = baseContext
    outputLimit = output.count + limits.outputSize
    self.output = output
    context = baseContext
    blockHead = Array(repeating: -1, count: program.blockNames.names.count)
    blockNext = Array(repeating: -1, count: program.blocks.count)
    caches = Array(repeating: FieldCache(), count: Int(program.cacheCount))
    slots.reserveCapacity(64)
  }

  /// What a slot holds before anything is assigned.
  static let unset = Value.undefined(Undefined(""))

  // MARK: Templates

  /// Renders a template and those it extends, from the child outwards.
  mutating func run(template index: Int32, from node: Int32) throws(TemplateError) {
    let outer = (parentTemplate, parentMark)
    var current = index
    var levels = 0
    while current >= 0 {
      let code = program.templates[Int(current)]
      if let failure = code.failure { throw TemplateError(withSteps(failure)) }
      addBlocks(of: code)
      parentTemplate = -1
      try enter(code.depth, at: node)
      pushFrame(size: code.frameSize, parent: -1)
      try execute(code.body)
      popFrame()
      depth -= code.depth
      current = parentTemplate
      if current >= 0 { output.removeLast(output.count - parentMark) }
      levels += 1
      if levels > 101 {
        throw fail(.limit("more than 100 templates extend one another"), at: node)
      }
    }
    (parentTemplate, parentMark) = outer
  }

  /// Puts a template's blocks behind those of the templates that extend it.
  private mutating func addBlocks(of code: TemplateCode) {
    for block in code.blocks {
      let name = Int(program.blocks[Int(block)].name)
      guard blockHead[name] >= 0 else {
        blockHead[name] = block
        continue
      }
      var last = Int(blockHead[name])
      while blockNext[last] >= 0 { last = Int(blockNext[last]) }
      if last != Int(block) { blockNext[last] = block }
    }
  }

  // MARK: Frames and depth

  mutating func pushFrame(size: Int32, parent: Int32) {
    base = slots.count
    for _ in 0..<size { slots.append(Self.unset) }
    frames.append(ActiveFrame(base: base, parent: parent, serial: nextSerial))
    nextSerial += 1
  }

  mutating func popFrame() {
    slots.removeLast(slots.count - base)
    frames.removeLast()
    base = frames.last?.base ?? 0
  }

  /// Accounts for the stack that running a body of that depth may take.
  mutating func enter(_ levels: Int32, at node: Int32) throws(TemplateError) {
    depth += levels
    if depth > limits.depth {
      throw fail(.limit("templates and macros call each other too deeply"), at: node)
    }
  }

  mutating func switchContext(to index: Int) {
    if index == contextIndex { return }
    swap(&context, &contexts[contextIndex])
    swap(&context, &contexts[index])
    contextIndex = index
  }

  // MARK: Errors

  /// The diagnostic of an error at a node, with the way there.
  func fail(_ error: FilterError, at node: Int32) -> TemplateError {
    var message = error.message
    var help = error.help
    var place = node
    var notes: [Diagnostic.Note] = []
    if let undefined = error.undefined {
      (message, help) = describe(undefined)
      if undefined.node >= 0 {
        let isHere = origin(undefined.node).template == origin(node).template
        if isHere, isWithin(undefined.node, node) {
          place = undefined.node
        } else {
          notes.append(Diagnostic.Note("it comes from here", at: location(undefined.node)))
        }
      }
    }
    return TemplateError(
      withSteps(Diagnostic(error.rule, message, at: location(place), notes: notes, help: help)))
  }

  private func origin(_ node: Int32) -> NodeOrigin { program.origins[Int(node)] }

  private func isWithin(_ inner: Int32, _ outer: Int32) -> Bool {
    origin(inner).start >= origin(outer).start && origin(inner).end <= origin(outer).end
  }

  func location(_ node: Int32) -> Location? {
    guard program.origins.indices.contains(Int(node)) else { return nil }
    let origin = program.origins[Int(node)]
    return program.templates[Int(origin.template)].source
      .location(of: Int(origin.start)..<Int(origin.end))
  }

  /// The text that a node was compiled from.
  func text(of node: Int32) -> String {
    let origin = program.origins[Int(node)]
    return program.templates[Int(origin.template)].source
      .text(Int(origin.start)..<Int(origin.end))
  }

  private func describe(_ undefined: Undefined) -> (String, String?) {
    let text = undefined.node >= 0 ? expression(of: undefined) : undefined.name
    if text.utf8.contains(UInt8(ascii: " ")), undefined.owner == nil {
      return ("\(text) is undefined", nil)
    }
    guard let owner = undefined.owner else {
      if contextIndex > 0 {
        return (
          "`\(text)` is undefined",
          "an imported template sees no variables of the page: pass `\(undefined.name)` as an "
            + "argument, or import `with context`"
        )
      }
      let known = program.symbols.names.indices.filter { !context[$0].isUndefined }
        .map { program.symbols.names[$0] }
      return ("`\(text)` is undefined", suggestion(for: undefined.name, in: known))
    }
    if case .list(let items) = owner {
      let count = items.count == 1 ? "one element" : "\(items.count) elements"
      return ("`\(text)` is undefined: the list has \(count)", nil)
    }
    let known = owner.fieldNames
    let help = suggestion(for: undefined.name, in: known)
    if known.isEmpty {
      return ("`\(text)` is undefined: \(owner.kindName) has no such field", help)
    }
    return ("`\(text)` is undefined", help ?? Self.listing(known))
  }

  /// What was written; of a call only the name that it calls.
  private func expression(of undefined: Undefined) -> String {
    let node = view.nodes[Int(undefined.node)]
    guard node.operation == .methodCall else { return text(of: undefined.node) }
    return text(of: node.a) + "." + undefined.name
  }

  private static func listing(_ fields: [String]) -> String? {
    guard fields.count <= 12 else { return nil }
    return "the fields are " + fields.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// The diagnostic with a note for each include, macro and block around it.
  func withSteps(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    var shown = 0
    var repeats = 0
    for (index, step) in steps.enumerated().reversed() where shown < 12 {
      // A recursion is told once, with how often it happened.
      if index > 0, steps[index - 1] == step {
        repeats += 1
        continue
      }
      shown += 1
      let message =
        switch step.kind {
        case .include: "included from here"
        case .import: "imported from here"
        case .extends: "extended from here"
        case .macro: "in a macro that is called from here"
        case .block: "in a block that is shown here"
        }
      let times = repeats > 0 ? ", \(repeats + 1) times over" : ""
      repeats = 0
      diagnostic.notes.append(Diagnostic.Note(message + times, at: location(step.node)))
    }
    return diagnostic
  }
}

extension Value {
  /// The names that a field access knows, for suggestions.
  var fieldNames: [String] {
    switch self {
    case .record(let record): record.shape.fields
    case .map(let map): map.keys
    case .object(let object): object.attributeNames
    default: []
    }
  }
}
