import Markdown
import SiteModel

/// The data of each comparison table as CSV (RFC 4180), beside its page.
enum TableCSV: Output {
  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])] {
    site.pages.compactMap { page in
      guard let path = page.dataPath, let table = page.parsed.table else { return nil }
      let rows = [table.header] + table.rows
      let text = rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
      return (path, Array(text.utf8))
    }
  }

  /// A cell; what a spreadsheet would run as a formula is marked as text.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let text = isFormula ? "'" + text : text
    guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
