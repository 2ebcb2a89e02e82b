import Text

/// Escapes the characters that have a meaning in Markdown.
struct MarkdownEscaping {
  /// Whether the text is in the cell of a table, which starts no block and ends at a vertical bar.
  let isCell: Bool

  /// The text of a link or a paragraph; O(n).
  static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    MarkdownEscaping(isCell: false).append(Array(text.utf8)[...], to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends text; O(n).
  ///
  /// `startsLine` says that the text could begin a heading, a quotation or a list.
  func append(_ text: ArraySlice<UInt8>, startsLine: Bool = false, to out: inout [UInt8]) {
    let mark = startsLine && !isCell ? blockMark(in: text).map { $0 - text.startIndex } ?? -1 : -1
    let bytes = text.span
    var start = 0
    for index in bytes.indices where index == mark || isSyntax(bytes[index]) {
      out.append(bytes.extracting(start..<index))
      out.append(UInt8(ascii: "\\"))
      start = index
    }
    out.append(bytes.extracting(start...))
  }

  /// Appends code, in which nothing but the end of a cell has a meaning.
  func append(code: [UInt8], to out: inout [UInt8]) {
    for byte in code {
      if isCell, byte == UInt8(ascii: "|") { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
  }

  /// The mark that would make text a heading, a quotation or a list.
  private func blockMark(in text: ArraySlice<UInt8>) -> Int? {
    if let first = text.first, "#>+-".utf8.contains(first) { return text.startIndex }
    guard let end = text.firstIndex(where: { !$0.isASCIIDigit }), end > text.startIndex,
      text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ")"),
      text[(end + 1)...].first?.isASCIISpace ?? true
    else { return nil }
    return end
  }

  private func isSyntax(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"):
      true
    case UInt8(ascii: "|"): isCell
    default: false
    }
  }
}
