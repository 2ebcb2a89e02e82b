import Diagnostics

extension Rule {
  static let tableHeader = Rule(
    "table-header", .warning,
    "Without a heading, readers must guess what a column contains, and a screen reader cannot "
      + "announce it with each cell. Only the corner above a column of names may be empty.",
    example: """
      content/page.md:
      | Soup | |
      | --- | --- |
      | Leek | 40 |
      """)
}

/// Finds columns without a heading.
///
/// The heading of the first column may be empty.
enum TableHeader: MarkdownCheck {
  static let rules = [Rule.tableHeader]

  static func run(on document: inout LintedDocument) {
    for row in document.rows where row.isHead && !row.holdsOpenLink {
      let columns = emptyColumns(row, document.document.nodes)
      guard let first = columns.first else { continue }
      document.report(
        Diagnostic(
          .tableHeader,
          columns.count == 1
            ? "column \(first) of this table has no heading"
            : "columns \(columns.map(String.init).joined(separator: ", ")) of this table have no heading",
          at: document.location(at: .line(row.line)),
          help: "name the content of the column in a word or two"))
    }
  }

  private static func emptyColumns(_ row: TableRow, _ nodes: [Node]) -> [Int] {
    var columns: [Int] = []
    var cell = row.index + 1
    while cell < nodes[row.index].end {
      if nodes[cell].end <= cell + 1, nodes[cell].value > 0 {
        columns.append(Int(nodes[cell].value) + 1)
      }
      cell = max(cell + 1, nodes[cell].end)
    }
    return columns
  }
}
