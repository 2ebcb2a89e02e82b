import Diagnostics

extension Rule {
  package static let raggedTable = Rule(
    "ragged-table", .warning,
    "A row of a Markdown table with more cells than there are headings loses those that are too many, "
      + "and one with fewer leaves a gap at its end.")
}

/// Finds rows of more or fewer cells than the table has columns.
///
/// Cells beyond the last heading are not shown at all.
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
          + (isLong ? "; what is too much is not shown" : ""),
        at: document.location(of: row.withoutSpaces(start..<last.upperBound)),
        help: isLong
          ? "write a `|` that is text as `\\|`, or give the column a heading"
          : "write every cell between `|`, the empty ones too"))
  }
}
