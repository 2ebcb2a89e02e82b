import Markdown
import SiteModel
import Text

/// The rows of each comparison table as JSON, beside its page: an array of objects with the columns' names as keys.
enum TableJSON: Output {
  static func files(of context: OutputContext) -> [OutputFile] {
    context.site.pages.compactMap { page in
      guard let path = page.dataPath(as: "json"), let table = page.parsed.table else { return nil }
      let keys = keys(table.header)
      let rows = table.rows.map { row in
        JSON.object(zip(keys, row).map { ($0, .string($1)) })
      }
      return OutputFile(path, JSON.lines(rows, endsLine: true).bytes + [UInt8(ascii: "\n")])
    }
  }

  /// The columns' names, each made unique, so that no cell is lost.
  private static func keys(_ header: [String]) -> [String] {
    var used: Set<String> = []
    return header.enumerated().map { index, name in
      let name = name.isEmpty ? "Column \(index + 1)" : name
      var key = name
      var count = 1
      while !used.insert(key).inserted {
        count += 1
        key = "\(name) \(count)"
      }
      return key
    }
  }
}
