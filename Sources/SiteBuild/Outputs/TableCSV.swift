import Markdown
import SiteModel

/// The data of each comparison table as CSV (RFC 4180), beside its page.
enum TableCSV: Output {
  static func files(of context: OutputContext) -> [OutputFile] {
    context.site.pages.compactMap { page in
      guard let path = page.dataPath(as: "csv"), let table = page.parsed.table else { return nil }
      let text = CSVWriter.text(
        [table.header] + table.rows, lineEnd: "\r\n", guardsFormulas: true)
      return OutputFile(path, Array(text.utf8))
    }
  }
}
