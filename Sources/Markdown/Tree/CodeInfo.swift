import Text

/// The line behind a code fence: the language, the lines to point out and a title.
///
/// Reads the spellings of other tools: ```` ```js {2,4-5} ````, `{.js hl_lines="2 4-5"}`, `js,linenos`, `js:title.js`.
struct CodeInfo: Equatable {
  /// The language as written; empty if there is none.
  var language = ""
  /// The lines to point out, from 1.
  var lines: [ClosedRange<Int>] = []
  /// The text above the code, such as a file name.
  var title: String?

  /// The most ranges of lines that are read.
  private static let rangeLimit = 100

  init(_ info: Span<UInt8>) {
    var start = 0
    // `{.js}` and `{ .js }` of Pandoc and Material.
    while start < info.count, Self.isOpening(info[start]) { start += 1 }
    var end = start
    while end < info.count, !Self.endsLanguage(info[end]) { end += 1 }
    language = Self.text(info, start..<end)
    // An attribute is no language: `{hl_lines="2"}`.
    if end < info.count, info[end] == UInt8(ascii: "=") {
      language = ""
      end = start
    }
    readAttributes(info, from: end)
  }

  private static func isOpening(_ byte: UInt8) -> Bool {
    byte.isASCIISpace || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ".")
  }

  private static func endsLanguage(_ byte: UInt8) -> Bool {
    byte.isASCIISpace || Array("{},=:".utf8).contains(byte)
  }

  /// Reads `{2,4-5}`, `hl_lines=…` and `title="…"`, and passes over everything else.
  private mutating func readAttributes(_ info: Span<UInt8>, from start: Int) {
    var position = start
    while position < info.count {
      let byte = info[position]
      if byte == UInt8(ascii: "{"), position + 1 < info.count, info[position + 1].isASCIIDigit {
        position = readLines(info, from: position + 1)
      } else if let value = Self.value(of: "hl_lines", info, at: position) {
        position = readLines(info, from: value)
      } else if let value = Self.value(of: "title", info, at: position),
        let (text, end) = Self.quoted(info, at: value)
      {
        title = text.isEmpty ? nil : text
        position = end
      } else if let (_, end) = Self.quoted(info, at: position) {
        position = end
      } else {
        position += 1
      }
    }
  }

  /// The offset of the value of an attribute whose name begins at an offset; `nil` if it does not.
  private static func value(of name: StaticString, _ info: Span<UInt8>, at offset: Int) -> Int? {
    let count = name.utf8CodeUnitCount
    guard offset + count < info.count, info[offset + count] == UInt8(ascii: "="),
      offset == 0 || !info[offset - 1].isWordByte
    else { return nil }
    let isThere = name.withUTF8Buffer { info.holds($0.span, at: offset) }
    return isThere ? offset + count + 1 : nil
  }

  /// Reads numbers and ranges up to a byte that belongs to no list of them.
  ///
  /// Returns the offset of that byte.
  private mutating func readLines(_ info: Span<UInt8>, from start: Int) -> Int {
    var position = start
    var first: Int?
    while position < info.count {
      let byte = info[position]
      if byte.isASCIIDigit {
        var number = 0
        while position < info.count, info[position].isASCIIDigit {
          number = min(number * 10 + Int(info[position] - UInt8(ascii: "0")), 1_000_000)
          position += 1
        }
        if let first, first <= number {
          lines[lines.count - 1] = first...number
        } else if number > 0, lines.count < Self.rangeLimit {
          lines.append(number...number)
        }
        let isRange = position < info.count && info[position] == UInt8(ascii: "-")
        first = isRange && lines.last?.lowerBound == number ? number : nil
        if isRange { position += 1 }
        continue
      }
      guard byte.isASCIISpace || Array(",[]\"'".utf8).contains(byte) else { break }
      // The list ends with its quotation marks or brackets.
      if position > start, byte == UInt8(ascii: "]") || isEnd(byte, info[start]) {
        return position + 1
      }
      first = nil
      position += 1
    }
    return max(position, start)
  }

  private func isEnd(_ byte: UInt8, _ open: UInt8) -> Bool {
    byte == open && (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"))
  }

  /// The text between quotation marks at an offset, and the offset after it.
  private static func quoted(_ info: Span<UInt8>, at offset: Int) -> (String, Int)? {
    guard offset < info.count,
      info[offset] == UInt8(ascii: "\"") || info[offset] == UInt8(ascii: "'"),
      let end = info.offset(of: info[offset], from: offset + 1)
    else { return nil }
    return (text(info, offset + 1..<end), end + 1)
  }

  private static func text(_ info: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: [UInt8](info.extracting(range)), as: UTF8.self)
  }
}
