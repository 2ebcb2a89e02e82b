import Diagnostics
import Markdown
import Text

/// Reports text that is not UTF-8.
package enum InvalidUTF8 {
  /// The error for a text that is not UTF-8; `nil` for valid text.
  ///
  /// - `help`: How to save the file as UTF-8.
  package static func diagnostic(
    in source: SourceText, help: String = "save the file as UTF-8"
  ) -> Diagnostic? {
    if isUTF16(source.bytes) {
      // The source line is left out, because it would show a space after every letter.
      let start = Position(line: 1, column: 1)
      return Diagnostic(
        .invalidUTF8, "this file is UTF-16, not UTF-8",
        at: Location(path: source.name, range: 0..<2, start: start, end: start), help: help)
    }
    let bytes = source.bytes
    guard let offset = bytes.span.firstInvalidUTF8 else { return nil }
    let byte = bytes[offset]
    let meaning = windows1252(byte).map { "; in Windows-1252 it is `\($0)`" } ?? ""
    return Diagnostic(
      .invalidUTF8, "this byte is not UTF-8\(meaning)",
      at: source.location(of: offset..<offset + 1), help: help)
  }

  /// Whether a text starts with a UTF-16 byte-order mark, or with two ASCII characters in UTF-16.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 2 else { return false }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (0xFE, 0xFF): return true
    default: break
    }
    guard bytes.count >= 4 else { return false }
    let isZero = bytes.prefix(4).map { $0 == 0 }
    return isZero[0] != isZero[1] && isZero[0] == isZero[2] && isZero[1] == isZero[3]
  }

  /// The character of a byte from 0x80 in Windows-1252, the encoding of old spreadsheets and editors.
  private static func windows1252(_ byte: UInt8) -> Character? {
    let first = Array("€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ")
    if byte >= 0xA0 { return Character(Unicode.Scalar(byte)) }
    guard byte >= 0x80, first[Int(byte) - 0x80] != "\u{FFFD}" else { return nil }
    return first[Int(byte) - 0x80]
  }
}
