import Diagnostics

/// Turns the trees of all templates into one program.
///
/// Names are resolved here: what a template binds itself becomes a slot of its frame, everything
/// else a slot of the context. What each template reads of the context is noted on the way.
struct Compiler {
  /// Somewhere a template names another.
  struct Reference {
    enum Kind { case extends, include, `import` }

    let kind: Kind
    let from: Int32
    let to: Int32
    let range: Range<Int>
    /// Whether rendering one always renders the other.
    let isUnconditional: Bool
  }

  /// A variable or field that must turn out to be known when all templates have been compiled.
  struct PendingName {
    let template: Int32
    let name: String
    let field: String?
    let range: Range<Int>
  }

  var program = Program()
  let registry: Registry
  let settings: Settings
  let roots: [String: RootFields]?
  var diagnostics: [Diagnostic] = []

  // What is known of each template.
  var reads: [TemplateReads] = []
  var references: [Reference] = []
  /// Templates that name another by an expression.
  var dynamicReferences: Set<Int32> = []
  var pendingNames: [PendingName] = []
  /// Names that a template asks about with `is defined` or `default`: it expects them to be absent.
  var guarded: [Set<String>] = []
  /// Names that one template may hand to another: set at a top level, or in view of an include.
  var sharedNames: Set<String> = []
  /// Symbols that some template reads.
  var usedSymbols: Set<Int32> = []
  /// The nodes that show each block where it stands.
  var blockSites: [Int32: Int32] = [:]
  var pendingImports: [(template: Int32, from: Int32, name: ImportedName)] = []

  // Where the compiler is.
  var template: Int32 = 0
  var source: SourceText
  var frames: [Frame] = []
  var autoescape: Bool
  /// Above zero inside of branches, loops and macros, which may not run.
  var conditionDepth = 0

  init(
    _ registry: Registry, _ settings: Settings, globals: [String: Value],
    roots: [String: RootFields]?
  ) {
    self.registry = registry
    self.settings = settings
    self.roots = roots
    source = SourceText(name: "", bytes: [])
    autoescape = settings.autoescape
    for name in globals.keys.sorted() { program.symbols.insert(name) }
    for name in (roots ?? [:]).keys.sorted() { program.symbols.insert(name) }
  }

  /// Compiles all templates; the names must be known before any body is read.
  mutating func compile(_ sources: [TemplateSource], globals: [String: Value]) {
    for source in sources {
      let index = program.templateNames.insert(source.name)
      // A second template of the same name replaces the first.
      if index < program.templates.count { continue }
      program.templates.append(TemplateCode(name: source.name, source: source.source))
    }
    let count = program.templates.count
    reads = Array(repeating: TemplateReads(), count: count)
    guarded = Array(repeating: [], count: count)
    for index in 0..<count {
      let tree = Parser.parse(program.templates[index].source, settings)
      diagnostics += tree.diagnostics
      program.templates[index].failure = tree.diagnostics.first
      compile(tree, template: Int32(index))
    }
    link(globals: globals)
  }

  private mutating func compile(_ tree: SyntaxTree, template index: Int32) {
    template = index
    source = program.templates[Int(index)].source
    autoescape = settings.autoescape
    conditionDepth = 0
    frames = [Frame(kind: .top)]
    let body = compile(body: tree.body)
    program.templates[Int(index)].body = body
    program.templates[Int(index)].frameSize = frames[0].slotCount
    program.templates[Int(index)].depth = frames[0].maximumDepth
  }

  // MARK: Emitting

  mutating func emit(_ node: Node, _ range: Range<Int>) -> Int32 {
    program.nodes.append(node)
    program.origins.append(
      NodeOrigin(
        template: template, start: Int32(range.lowerBound), end: Int32(range.upperBound)))
    return Int32(program.nodes.count - 1)
  }

  mutating func emitConstant(_ value: Value, _ range: Range<Int>) -> Int32 {
    program.constants.append(value)
    return emit(Node(.constant, Int32(program.constants.count - 1)), range)
  }

  mutating func list(_ nodes: [Int32]) -> NodeList {
    let first = Int32(program.extra.count)
    program.extra += nodes
    return NodeList(first: first, count: Int32(nodes.count))
  }

  mutating func name(_ text: String) -> Int32 { Int32(program.names.insert(text)) }

  // MARK: Mistakes

  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(rule, message, at: source.location(of: range), help: help))
  }

  /// Reports a mistake and leaves a node that repeats it when it is rendered all the same.
  mutating func broken(
    _ rule: Rule, _ message: String, _ range: Range<Int>, help: String? = nil
  ) -> Int32 {
    report(rule, message, range, help: help)
    if let diagnostic = diagnostics.last { program.broken.append(diagnostic) }
    return emit(Node(.broken, Int32(program.broken.count - 1)), range)
  }

  // MARK: Frames

  var frame: Frame {
    get { frames[frames.count - 1] }
    set { frames[frames.count - 1] = newValue }
    _modify { yield &frames[frames.count - 1] }
  }

  /// Compiles with `body` in a new scope of the current frame.
  mutating func inScope<T>(_ body: (inout Compiler) -> T) -> T {
    let firstSlot = frame.nextSlot
    frame.scopes.append(Frame.Scope(firstSlot: firstSlot))
    let result = body(&self)
    frame.scopes.removeLast()
    frame.nextSlot = firstSlot
    return result
  }

  /// Compiles with `body` where what is compiled may not run.
  mutating func conditionally<T>(_ body: (inout Compiler) -> T) -> T {
    conditionDepth += 1
    defer { conditionDepth -= 1 }
    return body(&self)
  }

  /// Names visible here that are bound by this template, with the nodes that read them.
  ///
  /// A scoped block sees `loop` whether or not its own template reads it there.
  mutating func visibleVariables(
    _ range: Range<Int>, withLoop: Bool = false
  ) -> [(node: Int32, symbol: Int32)] {
    if withLoop, frame.find("loop")?.isLoop == true { frame.usedSpecials.insert("loop") }
    var seen: Set<String> = []
    var result: [(node: Int32, symbol: Int32)] = []
    for scope in frame.scopes.reversed() {
      for (name, binding) in scope.names.sorted(by: { $0.key < $1.key })
      where seen.insert(name).inserted {
        if ["loop", "caller", "varargs", "kwargs"].contains(name),
          !frame.usedSpecials.contains(name)
        {
          continue
        }
        let node = emit(Node(.local, binding.slot, self.name(name)), range)
        result.append((node, Int32(program.symbols.insert(name))))
        sharedNames.insert(name)
      }
    }
    return result
  }
}
