import Diagnostics

/// Rows as a spreadsheet gives them: a file with commas, semicolons or tabs, or cells that were copied.
package struct PastedTable: Sendable {
  package private(set) var header: [String] = []
  package private(set) var rows: [[String]] = []
  /// Rows whose cells are too few or too many, cells without a text.
  package private(set) var diagnostics: [Diagnostic] = []

  package init(_ source: SourceText) {
    if let problem = CSVTable.spreadsheetProblem(in: source, at: source.location) {
      diagnostics = [problem]
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
        "this row has \(CSVTable.cells(texts.count)), the table \(header.count) columns", line,
        source, help: "the rest is left empty; line \(line) of the spreadsheet has the row")
    }
    for (index, text) in texts.enumerated() where text.isEmpty {
      report(
        "the cell under `\(header[index])` is empty", line, source,
        help: "write `none` or `—` in line \(line) of the spreadsheet if that is meant")
    }
    while texts.count < header.count { texts.append("") }
    rows.append(texts)
  }

  private mutating func report(
    _ message: String, _ line: Int, _ source: SourceText, help: String
  ) {
    var problem = Diagnostic(
      .tableData, message, at: source.location(ofLine: line), help: help)
    problem.severity = .warning
    diagnostics.append(problem)
  }

  /// The rows with commas (RFC 4180), as a page's `data` file.
  package var csv: String {
    CSVWriter.text([header] + rows, lineEnd: "\n", guardsFormulas: false)
  }
}
