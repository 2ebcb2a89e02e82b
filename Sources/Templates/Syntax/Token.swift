/// One lexical piece of a template.
struct Token {
  enum Kind: Equatable {
    /// Text between tags, already trimmed.
    case text
    case outputStart
    case outputEnd
    case statementStart
    case statementEnd
    case name
    case integer
    case float
    case string
    case symbol(Symbol)
    case end
  }

  enum Symbol: String, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case power = "**"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case concat = "~"
    case openBracket = "["
    case closeBracket = "]"
    case openParen = "("
    case closeParen = ")"
    case openBrace = "{"
    case closeBrace = "}"
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterEqual = ">="
    case less = "<"
    case lessEqual = "<="
    case assign = "="
    case dot = "."
    case colon = ":"
    case pipe = "|"
    case comma = ","
  }

  let kind: Kind
  let range: Range<Int>
}

extension Token.Symbol {
  /// The symbol that starts with these bytes, the longest first, or `nil`.
  static func starting(_ first: UInt8, _ second: UInt8) -> (Token.Symbol, length: Int)? {
    switch (first, second) {
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): return (.power, 2)
    case (UInt8(ascii: "/"), UInt8(ascii: "/")): return (.floorDivide, 2)
    case (UInt8(ascii: "="), UInt8(ascii: "=")): return (.equal, 2)
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): return (.notEqual, 2)
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): return (.greaterEqual, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): return (.lessEqual, 2)
    default: break
    }
    guard first < 0x80 else { return nil }
    return Token.Symbol(rawValue: String(Unicode.Scalar(first))).map { ($0, 1) }
  }
}
