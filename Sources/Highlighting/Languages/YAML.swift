import Text

extension Language {
  static let yaml = Language(
    "yaml yml",
    [
      Context(rules: YAML.rules(inFlow: false)),
      // Within brackets and braces.
      Context(rules: YAML.rules(inFlow: true)),
    ])
}

private enum YAML {
  static func rules(inFlow: Bool) -> [Rule] {
    [
      .scan(ByteSet("#"), takeComment), .scan(ByteSet("-.%?"), takeMark),
      .scan(ByteSet("\"'"), takeQuoted), .scan(ByteSet("&*!"), takeProperty),
      .scan(ByteSet("|>"), takeBlock), .literal("{", .plain, .push(1)),
      .literal("[", .plain, .push(1)), .literal("}", .plain, .pop), .literal("]", .plain, .pop),
    ] + (inFlow ? [.literal(",")] : []) + [
      .scan(.all) { takeScalar(&$0, $1, inFlow: inFlow) }
    ]
  }

  private static func isSpace(_ text: Span<UInt8>, _ scanner: CodeScanner, _ offset: Int) -> Bool {
    offset >= scanner.end || text[offset].isASCIISpace
  }

  @Sendable static func takeComment(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.isLineBlank || scanner.peek(text, -1).isBlank else { return false }
    scanner.take(text, to: scanner.lineEnd(text, from: scanner.position), as: .comment)
    return true
  }

  /// Takes `---` and `...` between documents, a directive, and the dash of an entry.
  @Sendable static func takeMark(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let byte = text[scanner.position]
    let isAtStart = scanner.position == scanner.lineStart
    if isAtStart, byte == UInt8(ascii: "%") {
      scanner.take(text, to: scanner.lineEnd(text, from: scanner.position), as: .meta)
      return true
    }
    if isAtStart, scanner.holds([byte, byte, byte], text, at: scanner.position),
      isSpace(text, scanner, scanner.position + 3)
    {
      scanner.take(text, to: scanner.position + 3, as: .meta)
      scanner.memory.column = -1
      return true
    }
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?"),
      isSpace(text, scanner, scanner.position + 1)
    else { return false }
    scanner.memory.column = scanner.position - scanner.lineStart
    scanner.take(text, to: scanner.position + 1, as: .plain)
    return true
  }

  @Sendable static func takeQuoted(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let quote = text[scanner.position]
    let end = scanner.stringEnd(
      text, from: scanner.position + 1, quote, quote == UInt8(ascii: "\""), true)
    let isKey = scanner.isFollowedByColon(text, end)
    if isKey { scanner.memory.column = scanner.position - scanner.lineStart }
    scanner.takeLines(text, to: end, as: isKey ? .tag : .string)
    return true
  }

  /// Takes an anchor, an alias or a tag.
  @Sendable static func takeProperty(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let name = ByteSet.all.subtracting(" \t\r\n,[]{}")
    let end = scanner.end(of: name, text, from: scanner.position + 1)
    guard end > scanner.position + 1 || text[scanner.position] == UInt8(ascii: "!") else {
      return false
    }
    let kind: TokenKind = text[scanner.position] == UInt8(ascii: "!") ? .type : .variable
    scanner.take(text, to: end, as: kind)
    return true
  }

  /// Takes a text of several lines, which are further in than the key or the dash before it.
  @Sendable static func takeBlock(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    guard scanner.frames.count == 1 else { return false }
    let head = scanner.end(of: ByteSet("+-123456789"), text, from: scanner.position + 1)
    var end = scanner.end(of: ByteSet(" \t\r"), text, from: head)
    guard end == scanner.end || text[end] == UInt8(ascii: "\n") || text[end] == UInt8(ascii: "#"),
      end == scanner.end || end > head || text[head] == UInt8(ascii: "\n")
    else { return false }
    let column = scanner.isLineBlank ? -1 : scanner.memory.column
    scanner.take(text, to: head, as: .meta)
    end = scanner.lineEnd(text, from: head)
    if end > scanner.end(of: ByteSet(" \t\r"), text, from: head) {
      scanner.take(text, to: end, as: .comment)
    }
    while end < scanner.end {
      let first = scanner.end(of: ByteSet(" "), text, from: end + 1)
      let lineEnd = scanner.lineEnd(text, from: first)
      let isEmpty = first == lineEnd || text[first] == UInt8(ascii: "\r")
      if !isEmpty, first - (end + 1) <= column { break }
      end = lineEnd
    }
    scanner.takeLines(text, to: end, as: .string)
    return true
  }

  /// Takes a key, or a value without quotation marks.
  static func takeScalar(_ scanner: inout CodeScanner, _ text: Span<UInt8>, inFlow: Bool) -> Bool {
    let ends = inFlow ? flowEnd : lineFeed
    var end = scanner.position + 1
    var isKey = text[scanner.position] == UInt8(ascii: ":")
    if isKey {
      scanner.take(text, to: end, as: .plain)
      return true
    }
    while end < scanner.end, !ends.contains(text[end]) {
      if text[end] == UInt8(ascii: ":"),
        isSpace(text, scanner, end + 1) || inFlow && ends.contains(text[end + 1])
      {
        isKey = true
        break
      }
      if text[end] == UInt8(ascii: "#"), text[end - 1].isBlank { break }
      end += 1
    }
    while end > scanner.position + 1, text[end - 1].isASCIISpace { end -= 1 }
    if isKey { scanner.memory.column = scanner.position - scanner.lineStart }
    let value = text.extracting(scanner.position..<end)
    scanner.take(text, to: end, as: isKey ? .tag : words[value]?.kind ?? numberKind(value))
    return true
  }

  private static let flowEnd = ByteSet(",[]{}\n")
  private static let lineFeed = ByteSet("\n")
  private static let marks = ByteSet("0123456789.eExXabcdfABCDF_+-:TZ")
  private static let numberStart = ByteSet("0123456789.+-")

  /// Whether a value is a number, in full.
  private static func numberKind(_ value: Span<UInt8>) -> TokenKind {
    guard value[0].isASCIIDigit || value.count > 1 && value[1].isASCIIDigit else { return .plain }
    for index in value.indices where !marks.contains(value[index]) { return .plain }
    return numberStart.contains(value[0]) ? .number : .plain
  }

  private static let words = WordList(
    ignoresCase: true, [.constant: "true false null yes no on off ~", .keyword: "<<"])
}
