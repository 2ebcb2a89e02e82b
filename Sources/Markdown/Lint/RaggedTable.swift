import Diagnostics

extension Rule {
  static let raggedTable = Rule(
    "ragged-table", .warning,
    "Cells of a row beyond the last heading of a Markdown table are not shown. A row with too few "
      + "cells leaves a gap at its end.",
    example: """
      content/page.md:
      | Soup | Minutes |
      | --- | --- |
      | Leek | 40 | easy |
      """)
}

/// Finds rows with more or fewer cells than the table has columns.
enum RaggedTable: MarkdownCheck {
  static let rules = [Rule.raggedTable]

  static func run(on document: inout LintedDocument) {
    for row in document.rows where !row.isHead && !row.holdsOpenLink { review(row, &document) }
  }

  private static func review(_ row: TableRow, _ document: inout LintedDocument) {
    let cells = row.cells
    guard cells.count != row.columns, let last = cells.last, let first = cells.first else {
      return
    }
    let heads = row.columns == 1 ? "1 column" : "\(row.columns) columns"
    let count = cells.count == 1 ? "1 cell" : "\(cells.count) cells"
    let isLong = cells.count > row.columns
    let start = isLong ? cells[row.columns].lowerBound : first.lowerBound
    document.report(
      Diagnostic(
        .raggedTable,
        "this row has \(count), but the table has \(heads)"
          + (isLong ? "; the extra cells are not shown" : ""),
        at: document.location(of: row.withoutSpaces(start..<last.upperBound)),
        help: isLong
          ? "write a `|` that is text as `\\|`, or give the column a heading"
          : "write every cell between `|`, the empty ones too"))
  }
}
