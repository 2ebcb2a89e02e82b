import Text

/// Escapes the characters that have a meaning in Markdown.
struct MarkdownEscaping {
  /// Whether the text is in the cell of a table, which starts no block and ends at a vertical bar.
  let isCell: Bool

  /// Appends text; O(n).
  ///
  /// `startsLine` says that the text could begin a heading, a quotation or a list.
  func append(_ text: ArraySlice<UInt8>, startsLine: Bool = false, to out: inout [UInt8]) {
    var start = text.startIndex
    let mark = startsLine && !isCell ? blockMark(in: text) : nil
    for index in text.indices where index == mark || isSyntax(text[index]) {
      out += text[start..<index]
      out.append(UInt8(ascii: "\\"))
      start = index
    }
    out += text[start...]
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
