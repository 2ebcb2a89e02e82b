/// What begins at a byte of code, how far it goes, and what follows from it.
struct Rule: Sendable {
  /// How far a piece goes.
  enum Form: Sendable {
    /// Exactly these bytes.
    case literal([UInt8])
    /// From these bytes to the end of the line.
    case line([UInt8])
    /// From one delimiter to another, over lines; comments in comments where they nest.
    case block(open: [UInt8], close: [UInt8], nests: Bool)
    /// From a quotation mark to the next one, which a backslash can escape.
    case string(quote: UInt8, escapes: Bool, spansLines: Bool)
    /// A backslash and the character after it.
    case escape
    /// A name, which may be a keyword.
    case word
    /// A number.
    case number
    /// What a function of the language takes. It takes all, or returns false and leaves the scanner as it was.
    case scan(@Sendable (inout CodeScanner, Span<UInt8>) -> Bool)
  }

  /// What becomes of the stack of contexts.
  enum Action: Sendable {
    case none
    /// Enters a context, which is an index in the language's list.
    case push(Int)
    /// Returns to the context around this one. The outermost context stays.
    case pop
  }

  /// The bytes that the piece may begin with.
  let first: ByteSet
  let form: Form
  var kind = TokenKind.plain
  var action = Action.none
  /// Whether the piece must be the first of its line.
  var opensLine = false

  static func literal(
    _ text: String, _ kind: TokenKind = .plain, _ action: Action = .none, opensLine: Bool = false
  ) -> Rule {
    Rule(
      first: first(text), form: .literal(Array(text.utf8)), kind: kind, action: action,
      opensLine: opensLine)
  }

  static func line(_ text: String, _ kind: TokenKind = .comment, opensLine: Bool = false) -> Rule {
    Rule(first: first(text), form: .line(Array(text.utf8)), kind: kind, opensLine: opensLine)
  }

  static func block(
    _ open: String, _ close: String, _ kind: TokenKind = .comment, nests: Bool = false
  ) -> Rule {
    Rule(
      first: first(open),
      form: .block(open: Array(open.utf8), close: Array(close.utf8), nests: nests), kind: kind)
  }

  static func string(
    _ quote: String, _ kind: TokenKind = .string, escapes: Bool = true, spansLines: Bool = false
  ) -> Rule {
    Rule(
      first: first(quote),
      form: .string(
        quote: quote.utf8.first ?? 0, escapes: escapes, spansLines: spansLines), kind: kind)
  }

  static func word(_ first: ByteSet = .nameStart) -> Rule { Rule(first: first, form: .word) }

  static let escape = Rule(first: ByteSet("\\"), form: .escape, kind: .string)
  static let number = Rule(first: .digits.union("."), form: .number, kind: .number)

  static func scan(
    _ first: ByteSet, opensLine: Bool = false,
    _ function: @escaping @Sendable (inout CodeScanner, Span<UInt8>) -> Bool
  ) -> Rule {
    Rule(first: first, form: .scan(function), opensLine: opensLine)
  }

  private static func first(_ text: String) -> ByteSet { ByteSet(String(text.prefix(1))) }
}
