import Diagnostics
import Text

/// A token of a template.
struct Token {
  enum Kind {
    /// Text between tags, already trimmed.
    case text
    case outputStart, outputEnd, statementStart, statementEnd
    case name, integer, float, string, symbol
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Splits a template into tokens; O(n).
///
/// Applies white space control, so that a text token is exactly what is written. An error becomes a diagnostic, and the
/// lexer continues after it.
struct Lexer {
  let source: SourceText
  let settings: Settings
  let end: Int
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []
  var position = 0
  /// The offsets of the open brackets of the current tag.
  private var brackets: [Int] = []

  init(_ source: SourceText, _ settings: Settings) {
    self.source = source
    self.settings = settings
    var end = source.bytes.count
    if !settings.keepTrailingNewline, end > 0, isLineEnd(source.bytes[end - 1]) {
      end -= end > 1 && source.bytes[end - 2] == 0x0D && source.bytes[end - 1] == 0x0A ? 2 : 1
    }
    self.end = end
  }

  /// The tokens of a template, of which the last has the kind `end`, and the errors.
  static func tokens(
    of source: SourceText, _ settings: Settings
  ) -> ([Token], [Diagnostic]) {
    var lexer = Lexer(source, settings)
    lexer.run()
    return (lexer.tokens, lexer.diagnostics)
  }

  func byte(at offset: Int) -> UInt8 { offset < end ? source.bytes[offset] : 0 }

  /// The sign of white space control at an offset (`-`, `+`, or 0 for none), and the offset after it.
  func sign(at offset: Int) -> (sign: UInt8, end: Int) {
    let byte = byte(at: offset)
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") ? (byte, offset + 1) : (0, offset)
  }

  /// The end of the run of bytes that fulfil a condition.
  func end(of fits: (UInt8) -> Bool, from start: Int) -> Int {
    var offset = start
    while offset < end, fits(source.bytes[offset]) { offset += 1 }
    return offset
  }

  /// The end of the white space at `start`.
  func endOfSpace(from start: Int) -> Int {
    var offset = start
    while let length = source.bytes.spaceLength(at: offset, before: end) { offset += length }
    return offset
  }

  /// The start of the white space before `tag`, at `lowest` or after it.
  private func startOfSpace(before tag: Int, lowest: Int) -> Int {
    var start = tag
    while start > lowest {
      var scalar = start - 1
      while scalar > lowest, source.bytes[scalar] & 0xC0 == 0x80 { scalar -= 1 }
      guard source.bytes.spaceLength(at: scalar, before: start) == start - scalar else { break }
      start = scalar
    }
    return start
  }

  func starts(with text: StaticString, at offset: Int) -> Bool {
    guard offset + text.utf8CodeUnitCount <= end else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where source.bytes[offset + index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  mutating func add(_ kind: Token.Kind, _ range: Range<Int>) {
    tokens.append(Token(kind: kind, range: range))
  }

  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(rule, message, at: source.location(of: range), help: help))
  }

  private mutating func run() {
    while position < end {
      guard let tag = nextTag(from: position) else {
        add(.text, position..<end)
        break
      }
      addText(upTo: tag)
      switch byte(at: tag + 1) {
      case UInt8(ascii: "#"): skipComment(at: tag)
      case UInt8(ascii: "{"): lexTag(at: tag, isStatement: false)
      default: if !lexRaw(at: tag) { lexTag(at: tag, isStatement: true) }
      }
    }
    add(.end, end..<end)
  }

  /// The offset of the next `{{`, `{%` or `{#`.
  func nextTag(from start: Int) -> Int? {
    var offset = start
    while offset + 1 < end {
      if source.bytes[offset] == UInt8(ascii: "{") {
        switch source.bytes[offset + 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return offset
        default: break
        }
      }
      offset += 1
    }
    return nil
  }

  /// Adds the text before a tag, trimmed according to the tag's sign and the settings.
  mutating func addText(upTo tag: Int) {
    var textEnd = tag
    let sign = byte(at: tag + 2)
    if sign == UInt8(ascii: "-") {
      textEnd = startOfSpace(before: tag, lowest: position)
    } else if settings.lstripBlocks, sign != UInt8(ascii: "+"),
      byte(at: tag + 1) != UInt8(ascii: "{")
    {
      textEnd = withoutIndentation(before: tag)
    }
    if textEnd > position { add(.text, position..<textEnd) }
  }

  /// The start of the indentation before a tag that is first on its line; otherwise the tag itself.
  private func withoutIndentation(before tag: Int) -> Int {
    var lineStart = tag
    while lineStart > position, !isLineEnd(source.bytes[lineStart - 1]) { lineStart -= 1 }
    let isLineStart = lineStart == 0 || isLineEnd(source.bytes[lineStart - 1])
    return isLineStart && endOfSpace(from: lineStart) >= tag ? lineStart : tag
  }

  /// Skips the white space after a tag that its closing sign or `trim_blocks` removes.
  mutating func trimBehind(_ sign: UInt8, isStatement: Bool = true) {
    if sign == UInt8(ascii: "-") {
      position = endOfSpace(from: position)
    } else if isStatement, settings.trimBlocks, sign != UInt8(ascii: "+") {
      if byte(at: position) == 0x0D { position += 1 }
      if byte(at: position) == 0x0A { position += 1 }
    }
  }

  private mutating func skipComment(at tag: Int) {
    let start = sign(at: tag + 2).end
    var offset = start
    while offset < end, !starts(with: "#}", at: offset) { offset += 1 }
    guard offset < end else {
      report(
        .templateUnclosed, "this comment is never closed", tag..<tag + 2,
        help: "end the comment with `#}`")
      position = end
      return
    }
    position = offset + 2
    trimBehind(offset > start ? byte(at: offset - 1) : 0)
  }

  /// Lexes one `{{ … }}` or `{% … %}`.
  private mutating func lexTag(at tag: Int, isStatement: Bool) {
    add(isStatement ? .statementStart : .outputStart, tag..<tag + 2)
    position = sign(at: tag + 2).end
    brackets = []
    while position < end {
      if let length = source.bytes.spaceLength(at: position, before: end) {
        position += length
      } else if closeTag(isStatement) {
        return
      } else if starts(with: "{%", at: position) {
        break
      } else {
        lexToken()
      }
    }
    report(
      .templateUnclosed, "this `\(isStatement ? "{%" : "{{")` is never closed", tag..<tag + 2,
      help: "end it with `\(isStatement ? "%}" : "}}")`")
    add(isStatement ? .statementEnd : .outputEnd, position..<position)
  }

  /// Ends the tag if it ends here.
  ///
  /// Inside braces, `}}` closes two of them instead.
  private mutating func closeTag(_ isStatement: Bool) -> Bool {
    let (sign, offset) = sign(at: position)
    let isWrongEnd = brackets.isEmpty && starts(with: isStatement ? "}}" : "%}", at: offset)
    if isWrongEnd {
      let (opened, wanted) = isStatement ? ("{%", "%}") : ("{{", "}}")
      report(
        .templateSyntax,
        "expected `\(wanted)`, found `\(source.text(offset..<offset + 2))`: a tag opened by "
          + "`\(opened)` ends with `\(wanted)`", offset..<offset + 2)
    }
    guard isWrongEnd || starts(with: isStatement ? "%}" : "}}", at: offset) else { return false }
    // `+` is a sign only in statements and comments, which can keep their line end.
    if !isStatement, sign == UInt8(ascii: "+") { return false }
    if let open = brackets.last {
      if !isStatement, source.bytes[open] == UInt8(ascii: "{") { return false }
      let name = String(Unicode.Scalar(source.bytes[open]))
      report(.templateUnclosed, "this `\(name)` is never closed", open..<open + 1)
    }
    add(isStatement ? .statementEnd : .outputEnd, position..<offset + 2)
    position = offset + 2
    trimBehind(sign, isStatement: isStatement)
    return true
  }

  private mutating func lexToken() {
    let start = position
    let first = source.bytes[position]
    if first.isASCIIDigit {
      lexNumber()
    } else if isNameByte(first) {
      position = endOfName(from: start)
      add(.name, start..<position)
    } else if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      lexString(quote: first)
    } else if let length = symbolLength() {
      switch first {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append(position)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = brackets.popLast()
      default: break
      }
      position += length
      add(.symbol, start..<position)
    } else {
      position = end(of: { $0 & 0xC0 == 0x80 }, from: start + 1)
      report(
        .templateSyntax, "`\(source.text(start..<position))` is not valid in a template",
        start..<position, help: Self.help(for: first))
    }
  }

  private static let pairs: [StaticString] = ["**", "//", "==", "!=", ">=", "<="]

  private func symbolLength() -> Int? {
    if Self.pairs.contains(where: { starts(with: $0, at: position) }) { return 2 }
    return "+-*/%~[](){}><=.:|,".utf8.contains(source.bytes[position]) ? 1 : nil
  }

  private static func help(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "for “both”, write `and`"
    case UInt8(ascii: "!"): "for “not”, write `not`"
    case UInt8(ascii: "?"): "write a choice as `a if condition else b`"
    default: nil
    }
  }
}

func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

/// Letters, digits, `_` and every byte beyond ASCII.
func isNameByte(_ byte: UInt8) -> Bool {
  byte.isWordByte || byte == UInt8(ascii: "_")
}

extension [UInt8] {
  /// The length of the white space character at an offset, as `\s` of Python matches it; `nil` for
  /// any other character.
  func spaceLength(at offset: Int, before end: Int) -> Int? {
    guard offset < end else { return nil }
    let first = self[offset]
    if first < 0x80 { return first.isASCIISpace || 0x1C...0x1F ~= first ? 1 : nil }
    func has(_ rest: UInt8...) -> Bool {
      offset + rest.count < end && self[(offset + 1)...].starts(with: rest)
    }
    switch first {
    case 0xC2: return has(0x85) || has(0xA0) ? 2 : nil
    case 0xE1: return has(0x9A, 0x80) ? 3 : nil
    case 0xE2:
      guard offset + 2 < end else { return nil }
      let last = self[offset + 2]
      let isSpace =
        has(0x80) ? 0x80...0x8A ~= last || [0xA8, 0xA9, 0xAF].contains(last) : has(0x81, 0x9F)
      return isSpace ? 3 : nil
    case 0xE3: return has(0x80, 0x80) ? 3 : nil
    default: return nil
    }
  }
}
