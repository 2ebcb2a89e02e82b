import Diagnostics

/// A table from a spreadsheet: an exported file, or copied cells.
package struct PastedTable: Sendable {
  /// The headings, one for each column.
  package private(set) var header: [String] = []
  /// The rows, each with as many cells as the header.
  package private(set) var rows: [[String]] = []
  /// Warnings about rows of the wrong length and empty cells.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Reads a table; errors are in `diagnostics`.
  package init(_ source: SourceText) {
    if let diagnostic = CSVTable.spreadsheetDiagnostic(in: source, at: source.location) {
      diagnostics = [diagnostic]
      return
    }
    guard let table = CSVTable.read(source, &diagnostics) else { return }
    header = table.header.map(\.text)
    while header.count < table.width { header.append("Column \(header.count + 1)") }
    for row in table.rows { add(row, source) }
  }

  private mutating func add(_ row: [CSVReader.Cell], _ source: SourceText) {
    let line = source.lines.line(at: row.first?.range.lowerBound ?? 0)
    var texts = row.map(\.text)
    if texts.count < header.count {
      report(
        "this row has \(CSVTable.cells(texts.count)), but the table has \(header.count) columns",
        line,
        source, help: "missing cells are left empty; see line \(line) of the spreadsheet")
    }
    for (index, text) in texts.enumerated() where text.isEmpty {
      report(
        "the cell under `\(header[index])` is empty", line, source,
        help: "if this is intended, write `none` or `—` in line \(line) of the spreadsheet")
    }
    while texts.count < header.count { texts.append("") }
    rows.append(texts)
  }

  private mutating func report(
    _ message: String, _ line: Int, _ source: SourceText, help: String
  ) {
    var diagnostic = Diagnostic(
      .tableData, message, at: source.location(ofLine: line), help: help)
    diagnostic.severity = .warning
    diagnostics.append(diagnostic)
  }

  /// The table as comma-separated values (RFC 4180), for the `data` file of a page.
  package var csv: String {
    CSVWriter.text([header] + rows, lineEnd: "\n", guardsFormulas: false)
  }
}
