import Diagnostics

/// Rows as a spreadsheet gives them: a file with commas, semicolons or tabs, or cells that were copied.
package struct PastedTable: Sendable {
  package private(set) var header: [String] = []
  private var rows: [[String]] = []
  /// Rows whose cells are too few or too many, cells without a text.
  package private(set) var diagnostics: [Diagnostic] = []

  package init(_ source: SourceText) {
    if let problem = InvalidUTF8.problem(in: source) {
      diagnostics = [problem]
      return
    }
    var reader = CSVReader(source, separator: Self.separator(of: source))
    var lines = reader.rows().filter { row in row.contains { !$0.text.isEmpty } }
    diagnostics = reader.diagnostics
    guard lines.count > 1 else {
      diagnostics.append(
        Diagnostic(
          .tableData, "a table needs a row of headings and at least one row of data",
          at: source.location))
      return
    }
    // What has neither a heading nor a text at the right is what spreadsheets add.
    let width = lines.map { row in (row.lastIndex { !$0.text.isEmpty } ?? -1) + 1 }.max() ?? 0
    header = lines.removeFirst().prefix(width).map(\.text)
    while header.count < width { header.append("Column \(header.count + 1)") }
    for row in lines { add(row, source) }
  }

  private mutating func add(_ row: [CSVReader.Cell], _ source: SourceText) {
    let line = source.lines.line(at: row.first?.range.lowerBound ?? 0)
    var texts = row.prefix(header.count).map(\.text)
    if texts.count < header.count {
      report(
        "this row has \(Self.cells(texts.count)), the table \(header.count) columns", line, source,
        help: "the rest is left empty; line \(line) of the spreadsheet has the row")
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

  private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

  /// What parts the cells: whichever of the three the first line holds most of, outside of quotation marks.
  private static func separator(of source: SourceText) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in source.bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      if [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")].contains(byte) {
        counts[byte, default: 0] += 1
      }
    }
    let order = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    return order.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? UInt8(ascii: ",")
  }

  /// The rows with commas (RFC 4180).
  package var csv: String {
    ([header] + rows).map { row in
      row.map(Self.cell).joined(separator: ",") + "\n"
    }.joined()
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
