import Diagnostics

/// Ends the parsing of one tag, whose error is reported already.
struct SyntaxFailure: Error {}

/// Parses one template by recursive descent; O(n).
///
/// After an error, parsing continues behind the tag, so that one run reports all errors. Nesting is limited, so that no
/// input can exhaust the stack.
struct Parser {
  static let maximumDepth = 60
  static let maximumExpressionDepth = 200

  /// An open statement.
  struct Opener {
    let name: String
    let range: Range<Int>
    /// The words of the tags that may end its body.
    let ends: [String]
  }

  let source: SourceText
  let tokens: [Token]
  var diagnostics: [Diagnostic]
  var index = 0
  var openers: [Opener] = []
  var depth = 0
  /// The names of the blocks so far, to find duplicates.
  var blocks: [String: Range<Int>] = [:]
  var tagStart = 0
  /// The locations of lexical errors.
  ///
  /// Other errors in the same tags are not reported.
  private let lexicalMistakes: [Range<Int>]
  private var idCount = 0

  private init(_ source: SourceText, _ settings: Settings) {
    self.source = source
    (tokens, diagnostics) = Lexer.tokens(of: source, settings)
    lexicalMistakes = diagnostics.compactMap { $0.location?.range }
  }

  /// The statements of a template, and its errors.
  static func parse(
    _ source: SourceText, _ settings: Settings
  ) -> (statements: [Statement], diagnostics: [Diagnostic]) {
    var parser = Parser(source, settings)
    let statements = parser.body()
    return (statements, parser.diagnostics)
  }

  mutating func makeID() -> SyntaxID {
    idCount += 1
    return SyntaxID(index: idCount)
  }

  mutating func variable(_ name: String, at range: Range<Int>) -> Variable {
    Variable(name: name, range: range, id: makeID())
  }

  // MARK: Tokens

  var token: Token { tokens[min(index, tokens.count - 1)] }
  var nextToken: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// The end of the token before the current one.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

  mutating func advance(_ count: Int = 1) { index = min(index + count, tokens.count - 1) }

  func text(of token: Token) -> String { source.text(token.range) }

  /// The current token if it is a name or symbol; otherwise empty.
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

  /// Whether the tag or the template ends at the current token.
  var isTagEnd: Bool {
    switch token.kind {
    case .name, .integer, .float, .string, .symbol: false
    default: true
    }
  }

  // MARK: Errors

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

  /// Skips the token that opens a tag.
  mutating func openTag() {
    tagStart = token.range.lowerBound
    advance()
  }

  /// Parses a tag with `read`, and its end.
  ///
  /// On an error skips the tag and returns `nil`.
  mutating func tag<T>(_ read: (inout Parser) throws -> T) -> T? {
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

  /// Calls `body` one level deeper.
  ///
  /// Too many levels are an error.
  mutating func nested<T>(
    at range: Range<Int>? = nil, _ body: (inout Parser) throws -> T
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
}
