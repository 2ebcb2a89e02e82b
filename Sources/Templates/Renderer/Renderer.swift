/// One render: walks the program's nodes and writes bytes.
///
/// A struct that is never copied, so that its arrays are changed in place; it lives for one call of
/// `Environment.render`, on one thread. An error gets its place where it first meets a node.
struct Renderer: ~Copyable {
  /// The variables of a running template, block or macro.
  struct ActiveFrame {
    let base: Int
    /// The frame around a closure, or -1.
    let parent: Int32
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
    let node: Int32
  }

  /// The versions of the blocks of the template that runs: the first of each name, the next of each.
  struct Blocks {
    var first: [Int32: Int32] = [:]
    var next: [Int32: Int32] = [:]
  }

  let program: Program
  let view: ProgramView
  let registry: Registry
  let limits: Settings.Limits
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
  /// The template that the running top level extends, or -1, and the output's size at that point.
  var parentTemplate: Int32 = -1
  var parentMark = 0

  var steps: [Step] = []
  var iterations = 0
  var depth = 0
  let places: FieldPlaces
  var modules: [Int32: Object] = [:]
  var namespaces: [Object] = []

  init(
    _ program: Program, _ view: ProgramView, _ registry: Registry, _ places: FieldPlaces,
    baseContext: [Value]
  ) {
    self.program = program
    self.view = view
    self.registry = registry
    self.baseContext = baseContext
    limits = registry.limits
    variables = baseContext
    self.places = places
    slots.reserveCapacity(64)
  }

  /// What a slot holds before anything is assigned.
  static let unset = Value.undefined(Undefined(""))

  // MARK: Frames and depth

  /// Makes the variables of a body; returns where they begin.
  mutating func makeSlots(for body: Int32) -> Int {
    let start = slots.count
    for _ in 0..<view.nodes[Int(body)].c { slots.append(Self.unset) }
    return start
  }

  /// Runs a body in a frame of its own; some of its variables may have been made and set.
  mutating func run(
    _ kind: Step.Kind?, _ body: Int32, at index: Int32, from slots: Int? = nil,
    parent: Int32 = -1, defaults: [Int32] = []
  ) throws {
    let start = slots ?? makeSlots(for: body)
    // A step takes stack of its own.
    let levels = Int(view.nodes[Int(body)].depth) + (kind == nil ? 0 : 4)
    try run(kind, depth: levels, at: index) { renderer in
      renderer.base = start
      renderer.frames.append(
        ActiveFrame(base: start, parent: parent, serial: renderer.nextSerial))
      renderer.nextSerial += 1
      for (slot, node) in defaults.enumerated() where node >= 0 {
        // A default may use the parameters before it, so it is computed here and now.
        if case .undefined(let undefined) = renderer.slots[start + slot], undefined.node < 0 {
          renderer.slots[start + slot] = try renderer.evaluate(node)
        }
      }
      try renderer.execute(body)
      renderer.slots.removeLast(renderer.slots.count - start)
      renderer.frames.removeLast()
      renderer.base = renderer.frames.last?.base ?? 0
    }
  }

  /// Runs what needs the stack for nodes of that depth, as a step on the way.
  mutating func run(
    _ kind: Step.Kind?, depth levels: Int, at node: Int32,
    _ body: (inout Renderer) throws -> Void
  ) throws {
    if depth + levels > limits.depth {
      throw placed(
        TemplateError.limit("templates and macros call each other too deeply"), at: node)
    }
    depth += levels
    if let kind { steps.append(Step(kind: kind, node: node)) }
    try body(&self)
    if kind != nil { steps.removeLast() }
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
