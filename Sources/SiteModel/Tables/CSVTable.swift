import Diagnostics
import Markdown

/// The rows of a file with separated values, without what spreadsheets add: rows without a text, and
/// columns at the right that have neither a heading nor a text.
struct CSVTable {
  /// The first row, at most `width` cells.
  let header: [CSVReader.Cell]
  /// At least one row, each of at least one cell and at most `width`.
  let rows: [[CSVReader.Cell]]
  /// How many cells the longest row has.
  let width: Int

  /// The most bytes of a file that are read.
  private static let byteLimit = 4 << 20
  /// The most columns, as in a Markdown table.
  private static let columnLimit = 128

  /// Reads a file; `nil` where there is no table in it, which `diagnostics` then says.
  static func read(_ file: SourceText, _ diagnostics: inout [Diagnostic]) -> CSVTable? {
    guard file.bytes.count <= byteLimit else {
      diagnostics.append(
        Diagnostic(
          .tableData, "the file has more than \(byteLimit >> 20) MiB", at: file.location,
          help: "divide the table"))
      return nil
    }
    if let problem = InvalidUTF8.problem(in: file, help: utf8Help) {
      diagnostics.append(problem)
      return nil
    }
    let (text, controls) = file.withoutControls(in: 0..<file.bytes.count)
    diagnostics += ControlCharacterReport.diagnostics(controls, in: file)
    var reader = CSVReader(text)
    var rows = reader.rows().filter { row in row.contains { !$0.text.isEmpty } }
    diagnostics += reader.diagnostics
    guard rows.count > 1 else {
      diagnostics.append(
        Diagnostic(
          .tableData, "a table needs a row of headings and at least one row of data",
          at: file.location))
      return nil
    }
    let width = rows.map { row in (row.lastIndex { !$0.text.isEmpty } ?? 0) + 1 }.max() ?? 0
    rows = rows.map { Array($0.prefix(width)) }
    guard width <= columnLimit else {
      let line = rows.first { $0.count == width }?.first?.range.lowerBound ?? 0
      diagnostics.append(
        Diagnostic(
          .tableData, "\(width) columns; a table may have \(columnLimit)",
          at: file.location(ofLine: file.lines.line(at: line)), help: "divide the table"))
      return nil
    }
    return CSVTable(header: rows.removeFirst(), rows: rows, width: width)
  }

  private static let utf8Help =
    "save the file as UTF-8: in Excel as “CSV UTF-8 (Comma delimited)”, in LibreOffice as “Text CSV” "
    + "with the character set “Unicode (UTF-8)”"

  /// What to say of a spreadsheet's own file; `nil` for any other.
  static func spreadsheetProblem(in file: SourceText, at location: Location) -> Diagnostic? {
    let endings = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".numbers"]
    let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
    let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
    guard
      endings.contains(where: name.lowercased().hasSuffix)
        || file.bytes.starts(with: zip) || file.bytes.starts(with: compoundFile)
    else { return nil }
    return Diagnostic(
      .tableData, "`\(name)` is a spreadsheet, not CSV text", at: location,
      help:
        "save the sheet as CSV and name that file: in Excel by Save As, “CSV UTF-8”; in LibreOffice "
        + "by Save As, “Text CSV”; in Google Sheets by Download, “Comma-separated values”"
    )
  }

  /// `1 cell`, `2 cells`.
  static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
