import Text

extension Language {
  /// CSS, with the variables, comments and nesting of SCSS and Less.
  static let css = Language(
    "css scss less postcss",
    [
      Context(
        words: WordList([.keyword: "from to and not only or"]), name: ByteSet.name.union("-"),
        rules: [
          .block("/*", "*/"), .scan(ByteSet("/"), CSS.takeLineComment), .string("\""), .string("'"),
          .scan(ByteSet("{};"), CSS.takeMark), .scan(ByteSet("@"), CSS.takeAtRule),
          .scan(.all, CSS.takeStatement), .scan(ByteSet("#"), CSS.takeHash),
          .scan(ByteSet("("), CSS.takeAddress), .scan(ByteSet("-$"), CSS.takeVariable),
          .scan(ByteSet("!"), CSS.takeImportance),
          .scan(ByteSet("0123456789.+-"), CSS.takeNumber), .word(.nameStart.union("-")),
        ]),
      // A selector, up to `{`.
      Context(
        name: ByteSet.name.union("-"),
        rules: [
          .block("/*", "*/"), .string("\""), .string("'"), .scan(ByteSet("{;}"), CSS.takeMark),
          .scan(ByteSet(".#:&"), CSS.takeSelectorPart),
          .scan(.nameStart.union("-"), CSS.takeElement), .scan(.digits, CSS.takeNumber),
        ]),
    ])
}

private enum CSS {
  private static let name = ByteSet.name.union("-")
  private static let statementEnd = ByteSet("{};")
  private static let number = ByteSet.name.union(".%")

  @Sendable static func takeLineComment(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.peek(text) == UInt8(ascii: "/"),
      scanner.isLineBlank || scanner.peek(text, -1).isASCIISpace
    else { return false }
    scanner.take(text, to: scanner.lineEnd(text, from: scanner.position), as: .comment)
    return true
  }

  /// Takes what ends a statement or a selector.
  @Sendable static func takeMark(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    scanner.take(text, to: scanner.position + 1, as: .plain)
    scanner.pop()
    scanner.memory.isStatement = true
    return true
  }

  @Sendable static func takeAtRule(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let end = scanner.end(of: name, text, from: scanner.position + 1)
    // Less has variables of this form.
    let isRule =
      scanner.memory.isStatement && !(end < scanner.end && text[end] == UInt8(ascii: ":"))
    scanner.take(text, to: end, as: isRule ? .keyword : .variable)
    scanner.memory.isStatement = false
    return true
  }

  /// Takes the name of a property, or enters a selector, by what ends the statement that begins here.
  @Sendable static func takeStatement(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.memory.isStatement else { return false }
    scanner.memory.isStatement = false
    var mark = scanner.position
    while mark < scanner.end, !statementEnd.contains(text[mark]) { mark += 1 }
    if mark < scanner.end, text[mark] == UInt8(ascii: "{") {
      scanner.push(1)
      return true
    }
    let end = scanner.end(of: name.union("$"), text, from: scanner.position)
    guard end > scanner.position, scanner.isFollowedByColon(text, end) else { return false }
    let first = text[scanner.position]
    let isVariable =
      first == UInt8(ascii: "$") || first == UInt8(ascii: "-") && scanner.peek(text) == first
    scanner.take(text, to: end, as: isVariable ? .variable : .attribute)
    return true
  }

  /// Takes an address without quotation marks, and the bracket before it: `url(a.png)`.
  @Sendable static func takeAddress(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.peek(text, -3) | 0x20 == UInt8(ascii: "u"),
      scanner.peek(text, -2) | 0x20 == UInt8(ascii: "r"),
      scanner.peek(text, -1) | 0x20 == UInt8(ascii: "l")
    else { return false }
    scanner.take(text, to: scanner.position + 1, as: .plain)
    let end = scanner.end(
      of: .all.subtracting(" \t\r\n)\"'"), text, from: scanner.position)
    if end > scanner.position { scanner.take(text, to: end, as: .string) }
    return true
  }

  /// Takes a color.
  @Sendable static func takeHash(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    scanner.take(text, to: scanner.end(of: name, text, from: scanner.position + 1), as: .number)
    return true
  }

  @Sendable static func takeVariable(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let byte = text[scanner.position]
    guard byte == UInt8(ascii: "$") || scanner.peek(text) == byte else { return false }
    scanner.take(text, to: scanner.end(of: name, text, from: scanner.position + 1), as: .variable)
    return true
  }

  @Sendable static func takeImportance(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    scanner.take(text, to: scanner.end(of: name, text, from: scanner.position + 1), as: .keyword)
    return true
  }

  /// Takes a number with its sign and its unit.
  @Sendable static func takeNumber(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    var start = scanner.position
    let isSigned = text[start] == UInt8(ascii: "-") || text[start] == UInt8(ascii: "+")
    if isSigned, scanner.peek(text, -1).isWordByte { return false }
    if isSigned { start += 1 }
    if start < scanner.end, text[start] == UInt8(ascii: ".") { start += 1 }
    guard start < scanner.end, text[start].isASCIIDigit else { return false }
    let end = scanner.end(of: number, text, from: start)
    scanner.take(text, to: end, as: .number)
    return true
  }

  /// Takes a class, an id or a state in a selector.
  @Sendable static func takeSelectorPart(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>
  ) -> Bool {
    let sign = text[scanner.position]
    let start = scanner.end(of: ByteSet(":"), text, from: scanner.position)
    let end = scanner.end(of: name, text, from: max(start, scanner.position + 1))
    scanner.take(text, to: end, as: sign == UInt8(ascii: ":") ? .keyword : .type)
    return true
  }

  /// Takes the name of an element, or of an attribute in brackets.
  @Sendable static func takeElement(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let isAttribute = scanner.peek(text, -1) == UInt8(ascii: "[")
    let end = scanner.end(of: name, text, from: scanner.position)
    scanner.take(text, to: end, as: isAttribute ? .attribute : .tag)
    return true
  }
}
