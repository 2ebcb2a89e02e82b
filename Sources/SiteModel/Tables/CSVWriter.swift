import Text

/// Writes rows as comma-separated values (RFC 4180).
package enum CSVWriter {
  /// The rows, each ended by `lineEnd`.
  ///
  /// With `guardsFormulas`, an apostrophe stands before each text that a spreadsheet would run as a
  /// formula, for files that strangers download.
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

  /// A cell in quotation marks where it holds any separator, a mark or a line end, or white space at an end.
  private static func quoted(_ cell: String) -> String {
    let bytes = cell.utf8
    let needsQuotes =
      bytes.contains { "\",;\t\r\n".utf8.contains($0) }
      || bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ")
    return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }

  /// Whether a spreadsheet may take a text for a formula: it begins with a sign that opens one, and is
  /// neither a number nor signs alone, such as `--`.
  static func mayBeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    else { return false }
    guard first == "+" || first == "-" else { return true }
    return !isNumber(text.utf8.dropFirst()) && !text.utf8.allSatisfy { $0 == text.utf8.first }
  }

  /// Whether digits follow the sign, with separators between them, an exponent and a percent sign where
  /// there is one: `5`, `1 000,50`, `1.5e3`, `5 %`.
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
