import Diagnostics

/// What ends the reading of one tag; the diagnostic is recorded already.
struct SyntaxFailure: Error {}

/// Reads all templates by recursive descent and emits one program; O(n).
///
/// Names are resolved (see `Scope`) when a template has been read. A mistake ends the tag that it is
/// in, never the template: reading goes on behind it, so that one run tells everything. Nesting is
/// bounded, so that no input can exhaust the stack.
struct Compiler {
  static let maximumDepth = 60
  static let maximumExpressionDepth: UInt16 = 200

  /// A statement with a body that is open.
  struct Opener {
    let name: String
    let range: Range<Int>
    /// The words that may end its body.
    let ends: [String]
  }

  var program = Program()
  let registry: Registry
  let settings: Settings
  let roots: [String: RootFields]?
  let globals: Set<String>
  var facts: [TemplateFacts] = []
  /// Names that one template may hand to another: set at a top level, or in view of an include.
  var sharedNames: Set<String> = []
  /// Symbols that some template reads.
  var usedSymbols: Set<Int32> = []
  var diagnostics: [Diagnostic] = []

  // Where the compiler is.
  var template: Int32 = 0
  var source = SourceText(name: "", bytes: [])
  var tokens: [Token] = []
  var index = 0
  var openers: [Opener] = []
  var depth = 0
  var autoescape = true
  /// Above zero inside of branches, loops and macros, which may not run.
  var conditionDepth = 0
  /// Includes and scoped blocks, and what they may see.
  var passing: [(include: Int32, node: Int32, scope: Scope)] = []
  /// The names of the template's blocks met so far, to find doubles.
  var blocks: [String: Range<Int>] = [:]
  /// Where the lexer found mistakes; what follows from them in the same tag is not told again.
  private var lexicalMistakes: [Range<Int>] = []
  var tagStart = 0

  init(_ registry: Registry, _ settings: Settings, roots: [String: RootFields]?) {
    self.registry = registry
    self.settings = settings
    self.roots = roots
    globals = Set(registry.globals.map(\.0))
    for name in globals.sorted() + (roots ?? [:]).keys.sorted() { program.symbols.insert(name) }
  }

  /// Compiles all templates; the names must be known before any body is read.
  mutating func compile(_ sources: [TemplateSource]) {
    for source in sources {
      let index = program.templateNames.insert(source.name)
      // Of two templates of one name the first counts.
      if index < program.templates.count { continue }
      program.templates.append(TemplateCode(name: source.name, source: source.source))
    }
    facts = Array(repeating: TemplateFacts(), count: program.templates.count)
    for index in program.templates.indices { compile(template: Int32(index)) }
    link()
  }

  private mutating func compile(template index: Int32) {
    template = index
    source = program.templates[Int(index)].source
    (autoescape, depth, self.index, openers, blocks) = (settings.autoescape, 0, 0, [], [:])
    let (tokens, mistakes) = Lexer.tokens(of: source, settings)
    self.tokens = tokens
    lexicalMistakes = mistakes.compactMap { $0.location?.range }
    for mistake in mistakes { report(mistake) }
    let body = sequence(body())
    program.templates[Int(index)].body = body
    resolve(top: body)
  }

  // MARK: Tokens

  var token: Token { tokens[min(index, tokens.count - 1)] }
  var nextToken: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// Where the last token that was read ends.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

  mutating func advance(_ count: Int = 1) { index = min(index + count, tokens.count - 1) }

  func text(of token: Token) -> String { source.text(token.range) }

  /// The name or symbol that comes next; empty for anything else.
  var word: String { word(token) }

  func word(_ token: Token) -> String {
    token.kind == .name || token.kind == .symbol ? text(of: token) : ""
  }

  mutating func skip(_ word: String) -> Bool {
    guard self.word == word else { return false }
    advance()
    return true
  }

  mutating func expect(_ word: String, _ context: String) throws {
    if !skip(word) { throw expected("`\(word)` \(context)") }
  }

  mutating func expectName(_ what: String) throws -> (String, Range<Int>) {
    guard token.kind == .name else { throw expected(what) }
    defer { advance() }
    return (text(of: token), token.range)
  }

  /// Whether the tag or the template ends here.
  var isTagEnd: Bool {
    switch token.kind {
    case .name, .integer, .float, .string, .symbol: false
    default: true
    }
  }

  // MARK: Mistakes

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
    if diagnostic.severity == .error, program.templates[Int(template)].failure == nil {
      program.templates[Int(template)].failure = diagnostic
    }
  }

  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, notes: [Diagnostic.Note] = [],
    help: String? = nil
  ) {
    report(Diagnostic(rule, message, at: source.location(of: range), notes: notes, help: help))
  }

  /// Reports at its place what the engine would say when it renders.
  mutating func report(_ error: any Error, at range: Range<Int>) {
    guard var diagnostic = (error as? TemplateError)?.diagnostic else { return }
    diagnostic.location = source.location(of: range)
    report(diagnostic)
  }

  mutating func fail(
    _ message: String, _ range: Range<Int>, help: String? = nil, rule: Rule = .templateSyntax
  ) -> SyntaxFailure {
    let tag = tagStart..<max(tagStart + 1, range.upperBound)
    let isKnown = lexicalMistakes.contains { tag.contains($0.lowerBound) }
    if !isKnown { report(rule, message, range, help: help) }
    return SyntaxFailure()
  }

  /// Records "expected …, found …" at the current token.
  mutating func expected(_ what: String, help: String? = nil) -> SyntaxFailure {
    let found =
      switch token.kind {
      case .statementEnd, .outputEnd: "the end of the tag"
      case .end: "the end of the template"
      case .text: "text"
      case .string: "the string `\(text(of: token))`"
      default: "`\(text(of: token))`"
      }
    return fail("expected \(what), found \(found)", token.range, help: help)
  }

  /// Begins a tag, and goes behind what opens it.
  mutating func openTag() {
    tagStart = token.range.lowerBound
    advance()
  }

  /// Reads a tag with `read` and its end; `nil` where it is wrong, and then it is skipped.
  mutating func tag<T>(_ read: (inout Compiler) throws -> T) -> T? {
    do {
      let result = try read(&self)
      if token.kind == .statementEnd || token.kind == .outputEnd {
        advance()
        return result
      }
      let help = word == "=" ? "`==` compares; `{% set name = value %}` assigns" : nil
      throw expected("the end of the tag", help: help)
    } catch {
      skipTag()
      return nil
    }
  }

  mutating func skipTag() {
    while ![.statementEnd, .outputEnd, .end].contains(token.kind) { advance() }
    if token.kind != .end { advance() }
  }

  /// Runs `body` one level deeper; too many levels are a mistake.
  mutating func nested<T>(
    at range: Range<Int>? = nil, _ body: (inout Compiler) throws -> T
  ) throws -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw fail(
        "this is nested more than \(Self.maximumDepth) levels deep", range ?? token.range,
        rule: .templateLimit)
    }
    return try body(&self)
  }

  // MARK: Emitting

  mutating func emit(
    _ operation: Operation, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, flag: Bool = false,
    at range: Range<Int>
  ) -> Int32 {
    let node = Int32(program.nodes.count)
    program.nodes.append(Node(operation: operation, flag: flag, a: a, b: b, c: c))
    program.origins.append(
      NodeOrigin(
        template: template, start: Int32(range.lowerBound), end: Int32(range.upperBound)))
    measure(node)
    return node
  }

  /// Notes how deep a node is, whose parts are all known.
  mutating func measure(_ node: Int32) {
    let depths = program.children(of: node).map { program.nodes[Int($0)].depth }
    program.nodes[Int(node)].depth = (depths.max() ?? 0) + 1
  }

  mutating func emit(_ value: Value, at range: Range<Int>) -> Int32 {
    program.constants.append(value)
    return emit(.constant, Int32(program.constants.count - 1), at: range)
  }

  /// Adds a node over a list of others.
  mutating func emit(
    _ operation: Operation, list parts: [Int32], flag: Bool = false, at range: Range<Int>
  ) -> Int32 {
    emit(operation, list(parts), Int32(parts.count), flag: flag, at: range)
  }

  mutating func list(_ nodes: [Int32]) -> Int32 {
    program.extra += nodes
    return Int32(program.extra.count - nodes.count)
  }

  /// A body; a scope of its own hides what the body assigns.
  mutating func sequence(_ body: [Int32], isScope: Bool = false) -> Int32 {
    emit(.sequence, list: body, flag: isScope, at: 0..<0)
  }

  /// A read of a variable, which is resolved when all of the template has been read.
  mutating func variable(_ text: String, at range: Range<Int>) -> Int32 {
    emit(.local, -1, name(text), at: range)
  }

  mutating func name(_ text: String) -> Int32 { Int32(program.names.insert(text)) }

  func range(_ node: Int32) -> Range<Int> { program.origins[Int(node)].range }

  /// The value of a node that is a constant.
  func constant(_ node: Int32) -> Value? {
    let node = program.nodes[Int(node)]
    return node.operation == .constant ? program.constants[Int(node.a)] : nil
  }
}
