import Diagnostics

/// Renders a template: walks the operations of the program and writes bytes.
///
/// Noncopyable, so that its arrays are mutated in place. It lives for one call of `Environment.render`, on one thread.
/// An error gets its location from the first operation that it passes.
struct Renderer: ~Copyable {
  /// The variables of a running template, block or macro.
  struct ActiveFrame {
    let base: Int
    /// The frame around a macro.
    let parent: Int?
    let serial: Int
  }

  /// An include, import, macro call or block around the current operation.
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

  /// The versions of the blocks of the current template: the first of each name, and the next of each version.
  struct Blocks {
    var first: [ID<BlockName>: ID<BlockCode>] = [:]
    var next: [ID<BlockCode>: ID<BlockCode>] = [:]
  }

  /// The template that the current one extends, and the size of the output at that point.
  struct Parent {
    let template: ID<TemplateCode>
    let mark: Int
  }

  let program: Program
  let registry: Registry
  let limits: Limits
  let baseContext: [Value]

  var output = Output(capacity: 32 << 10)
  var slots: [Value] = []
  var base = 0
  var frames: [ActiveFrame] = []
  private var nextSerial = 0

  /// The variables of all contexts by symbol: of the page, and of each module.
  var variables: [Value]
  /// The position in `variables` at which the current context begins.
  var context = 0
  /// The variables that included templates have overwritten, to be restored.
  var undo: [(index: Int, value: Value)] = []
  var includeDepth = 0

  var blocks = Blocks()
  var parent: Parent?
  /// How many templates were left for one that they extend.
  var ancestors = 0

  var steps: [Step] = []
  var iterations = 0
  var depth = 0
  var cache: InlineCache
  var modules: [ID<TemplateCode>: Object] = [:]
  var namespaces: [Object] = []

  /// Whether `none` prints nothing and is reported.
  let reportsNone: Bool
  /// What is reported of values that were printed.
  var warnings: [Diagnostic] = []

  init(
    _ program: Program, _ registry: Registry, _ cache: InlineCache, baseContext: [Value],
    reportsNone: Bool
  ) {
    self.reportsNone = reportsNone
    self.program = program
    self.registry = registry
    self.baseContext = baseContext
    limits = registry.limits
    variables = baseContext
    self.cache = cache
    slots.reserveCapacity(64)
  }

  /// The value of a slot before the first assignment.
  static let unset = Value.undefined(.unset)

  // MARK: Frames and depth

  /// Adds slots for the variables of a body, and returns the position of the first.
  mutating func makeSlots(for frame: FrameCode) -> Int {
    let start = slots.count
    for _ in 0..<frame.slotCount { slots.append(Self.unset) }
    return start
  }

  /// Executes a body in a frame of its own.
  ///
  /// `slots` is the position of its variables, if they have been added already.
  mutating func run(
    _ kind: Step.Kind?, _ frame: FrameCode, at origin: Origin?, from slots: Int? = nil,
    parent: Int? = nil, parameters: Run<ParameterCode> = Run(start: 0, count: 0)
  ) throws {
    let start = slots ?? makeSlots(for: frame)
    // A step uses additional stack.
    let levels = frame.depth + (kind == nil ? 0 : 4)
    try run(kind, depth: levels, at: origin) { renderer in
      renderer.base = start
      renderer.frames.append(
        ActiveFrame(base: start, parent: parent, serial: renderer.nextSerial))
      renderer.nextSerial += 1
      for (slot, position) in zip(start..., parameters.indices) {
        // Evaluated in the new frame, because a default may use the parameters before it.
        if let fallback = renderer.program.parameters[position].fallback,
          case .undefined(let undefined) = renderer.slots[slot], undefined === Undefined.unset
        {
          renderer.slots[slot] = try renderer.evaluate(fallback)
        }
      }
      try renderer.execute(frame.body)
      renderer.slots.removeLast(renderer.slots.count - start)
      renderer.frames.removeLast()
      renderer.base = renderer.frames.last?.base ?? 0
    }
  }

  /// Calls `body`, which needs stack for `levels` of operations, as a step.
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
