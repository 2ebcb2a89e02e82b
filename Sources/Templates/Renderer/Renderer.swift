/// One render: walks the program's operations and writes bytes.
///
/// A struct that is never copied, so that its arrays are changed in place; it lives for one call of
/// `Environment.render`, on one thread. An error gets its location from the first operation that it
/// passes.
struct Renderer: ~Copyable {
  /// The variables of a running template, block or macro.
  struct ActiveFrame {
    let base: Int
    /// The frame around a macro.
    let parent: Int?
    let serial: Int
  }

  /// A step on the way to where the render is.
  struct Step: Equatable {
    enum Kind: String {
      case include = "included from here"
      case `import` = "imported from here"
      case macro = "in a macro that is called from here"
      case block = "in a block that is shown here"
    }

    let kind: Kind
    let origin: Origin
  }

  /// The versions of the blocks of the template that runs: the first of each name, the next of each.
  struct Blocks {
    var first: [ID<BlockName>: ID<BlockCode>] = [:]
    var next: [ID<BlockCode>: ID<BlockCode>] = [:]
  }

  /// The template that the running top level extends, and the output's size at that point.
  struct Parent {
    let template: ID<TemplateCode>
    let mark: Int
  }

  let program: Program
  let view: ProgramView
  let registry: Registry
  let limits: Limits
  let baseContext: [Value]

  var output = Output(capacity: 32 << 10)
  var slots: [Value] = []
  var base = 0
  var frames: [ActiveFrame] = []
  private var nextSerial = 0

  /// The variables of all contexts, each by symbol: the page's, and one for each module.
  var variables: [Value]
  /// Where those of the current context begin.
  var context = 0
  /// What included templates have overwritten, to be put back.
  var undo: [(index: Int, value: Value)] = []
  var includeDepth = 0

  var blocks = Blocks()
  var parent: Parent?

  var steps: [Step] = []
  var iterations = 0
  var depth = 0
  let cache: InlineCache
  var modules: [ID<TemplateCode>: Object] = [:]
  var namespaces: [Object] = []

  init(
    _ program: Program, _ view: ProgramView, _ registry: Registry, _ cache: InlineCache,
    baseContext: [Value]
  ) {
    self.program = program
    self.view = view
    self.registry = registry
    self.baseContext = baseContext
    limits = registry.limits
    variables = baseContext
    self.cache = cache
    slots.reserveCapacity(64)
  }

  /// What a slot holds before anything is assigned.
  static let unset = Value.undefined(.unset)

  // MARK: Frames and depth

  /// Makes the variables of a body; returns where they begin.
  mutating func makeSlots(for frame: FrameCode) -> Int {
    let start = slots.count
    for _ in 0..<frame.slotCount { slots.append(Self.unset) }
    return start
  }

  /// Runs a body in a frame of its own; some of its variables may have been made and set.
  mutating func run(
    _ kind: Step.Kind?, _ frame: FrameCode, at origin: Origin?, from slots: Int? = nil,
    parent: Int? = nil, defaults: [ID<ExpressionCode>?] = []
  ) throws {
    let start = slots ?? makeSlots(for: frame)
    // A step takes stack of its own.
    let levels = frame.depth + (kind == nil ? 0 : 4)
    try run(kind, depth: levels, at: origin) { renderer in
      renderer.base = start
      renderer.frames.append(
        ActiveFrame(base: start, parent: parent, serial: renderer.nextSerial))
      renderer.nextSerial += 1
      for (slot, fallback) in defaults.enumerated() {
        // A default may use the parameters before it, so it is computed here and now.
        if let fallback, case .undefined(let undefined) = renderer.slots[start + slot],
          undefined === Undefined.unset
        {
          renderer.slots[start + slot] = try renderer.evaluate(fallback)
        }
      }
      try renderer.execute(frame.body)
      renderer.slots.removeLast(renderer.slots.count - start)
      renderer.frames.removeLast()
      renderer.base = renderer.frames.last?.base ?? 0
    }
  }

  /// Runs what needs the stack for operations of that depth, as a step on the way.
  mutating func run(
    _ kind: Step.Kind?, depth levels: Int, at origin: Origin?,
    _ body: (inout Renderer) throws -> Void
  ) throws {
    if depth + levels > limits.depth {
      throw placed(
        TemplateError.limit("templates and macros call each other too deeply"), at: origin)
    }
    depth += levels
    let isStep = kind != nil && origin != nil
    if let kind, let origin { steps.append(Step(kind: kind, origin: origin)) }
    try body(&self)
    if isStep { steps.removeLast() }
    depth -= levels
  }

  mutating func countIteration() throws {
    iterations += 1
    if iterations > limits.iterations {
      throw TemplateError.limit(
        "the loops of this page run more than \(limits.iterations) times in all")
    }
  }
}
