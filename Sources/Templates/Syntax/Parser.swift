import Diagnostics

/// What ends the reading of one tag; the diagnostic is recorded already.
struct SyntaxFailure: Error {}

/// What one template says.
struct SyntaxTree {
  var body: [Statement] = []
  var diagnostics: [Diagnostic] = []
}

/// Reads a template's tokens into a tree, by recursive descent; O(n).
///
/// A mistake ends the tag that it is in, never the template: reading goes on behind it, so that one
/// run tells everything. Nesting is bounded, so that no input can exhaust the stack.
struct Parser {
  static let maximumDepth = 60
  static let maximumExpressionDepth = 200

  /// A block statement that is open.
  struct Opener {
    let name: String
    let range: Range<Int>
    /// The words that may end its body.
    let ends: [String]
  }

  let source: SourceText
  let tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic] = []
  var openers: [Opener] = []
  var depth = 0
  /// The names of the blocks met so far, to find doubles.
  var blocks: [String: Range<Int>] = [:]
  /// Where the lexer found mistakes; what follows from them in the same tag is not told again.
  private let lexicalMistakes: [Range<Int>]
  var tagStart = 0

  static func parse(_ source: SourceText, _ settings: Settings) -> SyntaxTree {
    let (tokens, diagnostics) = Lexer.tokens(of: source, settings)
    var parser = Parser(source: source, tokens: tokens, diagnostics: diagnostics)
    var tree = SyntaxTree()
    tree.body = parser.parseBody()
    tree.diagnostics = parser.diagnostics
    return tree
  }

  private init(source: SourceText, tokens: [Token], diagnostics: [Diagnostic]) {
    self.source = source
    self.tokens = tokens
    self.diagnostics = diagnostics
    lexicalMistakes = diagnostics.compactMap { $0.location?.range }
  }

  // MARK: Tokens

  var token: Token { tokens[min(index, tokens.count - 1)] }

  /// The kind of the token after this one.
  var nextToken: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// Where the last token that was read ends.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

  mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  func text(of token: Token) -> String { source.text(token.range) }

  func isSymbol(_ symbol: Token.Symbol) -> Bool { token.kind == .symbol(symbol) }

  /// Whether the token is this word.
  func isWord(_ word: String) -> Bool { token.kind == .name && text(of: token) == word }

  mutating func skip(_ symbol: Token.Symbol) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func skip(word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Token.Symbol, _ context: String) throws(SyntaxFailure) {
    if !skip(symbol) { throw expected("`\(symbol.rawValue)` \(context)") }
  }

  mutating func expect(word: String, _ context: String) throws(SyntaxFailure) {
    if !skip(word: word) { throw expected("`\(word)` \(context)") }
  }

  mutating func expectName(_ what: String) throws(SyntaxFailure) -> (String, Range<Int>) {
    guard token.kind == .name else { throw expected(what) }
    defer { advance() }
    return (text(of: token), token.range)
  }

  /// Whether the tag or the template ends here.
  var isTagEnd: Bool {
    switch token.kind {
    case .statementEnd, .outputEnd, .end, .text, .statementStart, .outputStart: true
    default: false
    }
  }

  // MARK: Mistakes

  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, notes: [Diagnostic.Note] = [],
    help: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(rule, message, at: source.location(of: range), notes: notes, help: help))
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
    fail("expected \(what), found \(describe(token))", token.range, help: help)
  }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .statementEnd, .outputEnd: "the end of the tag"
    case .end: "the end of the template"
    case .text: "text"
    case .string: "the string `\(text(of: token))`"
    default: "`\(text(of: token))`"
    }
  }

  /// Goes behind the tag that could not be read.
  mutating func recover() {
    while token.kind != .statementEnd, token.kind != .outputEnd, token.kind != .end { advance() }
    if token.kind != .end { advance() }
  }

  /// Runs `body` one level deeper; too many levels are a mistake.
  mutating func nested<T>(
    _ body: (inout Parser) throws(SyntaxFailure) -> T
  ) throws(SyntaxFailure) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw fail(
        "this is nested more than \(Self.maximumDepth) levels deep", token.range,
        rule: .templateLimit)
    }
    return try body(&self)
  }
}
