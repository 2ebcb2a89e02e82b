import Diagnostics
import Text

/// Lexes numbers, strings and `raw`.
extension Lexer {
  mutating func lexNumber() {
    let start = position
    if byte(at: start) == UInt8(ascii: "0"), "xXoObB".utf8.contains(byte(at: start + 1)) {
      position = end(of: isNameByte, from: start + 2)
      return add(.integer, start..<position)
    }
    position = digits(from: start)
    let whole = position
    // In `a.0.1` both numbers are indices, not a decimal number.
    let isIndex =
      start > 0 && source.bytes[start - 1] == UInt8(ascii: ".") && tokens.last?.kind == .symbol
    if !isIndex {
      if byte(at: position) == UInt8(ascii: ".") {
        let end = digits(from: position + 1)
        if end > position + 1 { position = end }
      }
      if byte(at: position) | 0x20 == UInt8(ascii: "e") {
        let exponent = sign(at: position + 1).end
        let end = digits(from: exponent)
        if end > exponent { position = end }
      }
    }
    add(position > whole ? .float : .integer, start..<position)
  }

  /// The end of a name.
  ///
  /// White space beyond ASCII ends it too.
  func endOfName(from start: Int) -> Int {
    var offset = start
    while offset < end, isNameByte(source.bytes[offset]),
      source.bytes.spaceLength(at: offset, before: end) == nil
    {
      offset += 1
    }
    return offset
  }

  /// The end of a run of digits, which may be separated by `_`.
  private func digits(from start: Int) -> Int {
    var end = end(of: \.isASCIIDigit, from: start)
    while end > start, byte(at: end) == UInt8(ascii: "_"), byte(at: end + 1).isASCIIDigit {
      end = self.end(of: \.isASCIIDigit, from: end + 1)
    }
    return end
  }

  mutating func lexString(quote: UInt8) {
    let start = position
    position += 1
    while position < end, source.bytes[position] != quote {
      position += source.bytes[position] == UInt8(ascii: "\\") && position + 1 < end ? 2 : 1
    }
    if position >= end {
      // An unclosed string would contain the rest of the file, so the lexer continues at the end of the tag or line.
      let line = source.lines.range(ofLine: source.lines.line(at: start))
      position = start + 1
      while position < min(end, line.upperBound), !starts(with: "}}", at: position),
        !starts(with: "%}", at: position)
      {
        position += 1
      }
      report(
        .templateUnclosed, "this string is never closed", start..<start + 1,
        help: "end it with `\(String(Unicode.Scalar(quote)))`")
      add(.string, start..<start + 1)
      return
    }
    position += 1
    add(.string, start..<position)
  }

  /// Lexes `{% raw %} … {% endraw %}`; returns false for other tags.
  mutating func lexRaw(at tag: Int) -> Bool {
    guard let (bodyStart, sign) = tagEnd(at: tag, named: "raw") else { return false }
    position = bodyStart
    // As in Jinja2, `trim_blocks` does not apply after `{% raw %}`.
    if sign == UInt8(ascii: "-") { trimBehind(sign) }
    var search = position
    while let candidate = nextTag(from: search) {
      if let (behind, sign) = tagEnd(at: candidate, named: "endraw") {
        addText(upTo: candidate)
        position = behind
        trimBehind(sign)
        return true
      }
      search = candidate + 1
    }
    report(
      .templateUnclosed, "this `raw` is never closed", tag..<bodyStart,
      help: "end it with `{% endraw %}`")
    position = end
    return true
  }

  /// The end and the closing sign of a tag, if it contains only the word `name`.
  private func tagEnd(at tag: Int, named name: StaticString) -> (end: Int, sign: UInt8)? {
    guard starts(with: "{%", at: tag) else { return nil }
    let word = endOfSpace(from: sign(at: tag + 2).end)
    guard starts(with: name, at: word) else { return nil }
    let (sign, end) = sign(at: endOfSpace(from: word + name.utf8CodeUnitCount))
    return starts(with: "%}", at: end) ? (end + 2, sign) : nil
  }
}
