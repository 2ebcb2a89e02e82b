import Text

/// Writes rows as comma-separated values (RFC 4180).
package enum CSVWriter {
  /// The rows as text.
  ///
  /// - `lineEnd`: The terminator of every row.
  /// - `guardsFormulas`: Whether cells that a spreadsheet would evaluate as formulas get an apostrophe in
  /// front, which protects readers who download the file.
  package static func text(
    _ rows: [[String]], lineEnd: String, guardsFormulas: Bool
  ) -> String {
    var text = ""
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { text += "," }
        text += quoted(guardsFormulas && mayBeFormula(cell) ? "'" + cell : cell)
      }
      text += lineEnd
    }
    return text
  }

  /// A cell, in quotation marks if it contains a delimiter, a quotation mark, a line end or outer spaces.
  private static func quoted(_ cell: String) -> String {
    let bytes = cell.utf8
    let needsQuotes =
      bytes.contains { "\",;\t\r\n".utf8.contains($0) }
      || bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ")
    return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }

  /// Whether a spreadsheet could evaluate a text as a formula: it starts with a formula sign, and is neither
  /// a number nor only signs, such as `--`.
  static func mayBeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    else { return false }
    guard first == "+" || first == "-" else { return true }
    return !isNumber(text.utf8.dropFirst()) && !text.utf8.allSatisfy { $0 == text.utf8.first }
  }

  /// Whether the text after the sign is a number, with optional separators, exponent and percent sign:
  /// `5`, `1 000,50`, `1.5e3`, `5 %`.
  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    func skipDigits() -> Bool {
      guard rest.first?.isASCIIDigit == true else { return false }
      rest = rest.drop(while: \.isASCIIDigit)
      return true
    }
    func skip(oneOf texts: [String]) {
      for text in texts where rest.starts(with: text.utf8) {
        rest = rest.dropFirst(text.utf8.count)
        return
      }
    }
    if rest.first == UInt8(ascii: "."), rest.dropFirst().first?.isASCIIDigit == true {
      rest = rest.dropFirst()
    }
    guard skipDigits() else { return false }
    let spaces = [" ", "\u{A0}", "\u{2009}", "\u{202F}"]
    while true {
      let before = rest
      skip(oneOf: [".", ",", "'", "’"] + spaces)
      if skipDigits() { continue }
      rest = before
      break
    }
    if rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      skip(oneOf: ["+", "-"])
      guard skipDigits() else { return false }
    }
    skip(oneOf: spaces)
    skip(oneOf: ["%"])
    return rest.isEmpty
  }
}
