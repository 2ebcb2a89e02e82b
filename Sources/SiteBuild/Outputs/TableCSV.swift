import Markdown
import SiteModel

/// The data of each comparison table as CSV (RFC 4180), beside its page.
enum TableCSV: Output {
  /// Where a table page's data is; `nil` for any other page.
  static func path(of page: Page) -> OutputPath? {
    guard page.parsed.table != nil, page.hasOwnFile else { return nil }
    return OutputPath(page.route.text + page.slug + ".csv")
  }

  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])] {
    site.pages.compactMap { page in
      guard let path = path(of: page), let table = page.parsed.table else { return nil }
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
