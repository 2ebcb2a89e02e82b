import Diagnostics
import Markdown

/// The rows of a CSV file, without the empty rows and the empty columns at the right that spreadsheets add.
package struct CSVTable {
  /// The first row, with at most `width` cells.
  package let header: [CSVReader.Cell]
  /// The other rows, at least one.
  ///
  /// Each has between one and `width` cells.
  package let rows: [[CSVReader.Cell]]
  /// The number of cells in the longest row.
  let width: Int

  /// The largest size of a file in bytes.
  private static let byteLimit = 4 << 20
  /// The largest number of columns, as in a Markdown table.
  private static let columnLimit = 128

  /// Reads a file.
  ///
  /// Returns `nil` and adds an error to `diagnostics` if it contains no table.
  package static func read(_ file: SourceText, _ diagnostics: inout [Diagnostic]) -> CSVTable? {
    guard file.bytes.count <= byteLimit else {
      diagnostics.append(
        Diagnostic(
          .tableData, "the file is larger than \(byteLimit >> 20) MiB", at: file.location,
          help: "divide the table"))
      return nil
    }
    if let diagnostic = InvalidUTF8.diagnostic(in: file, help: utf8Help) {
      diagnostics.append(diagnostic)
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
          .tableData, "the table has \(width) columns, and the limit is \(columnLimit)",
          at: file.location(ofLine: file.lines.line(at: line)), help: "divide the table"))
      return nil
    }
    return CSVTable(header: rows.removeFirst(), rows: rows, width: width)
  }

  private static let utf8Help =
    "save the file as UTF-8: in Excel as “CSV UTF-8 (Comma delimited)”, in LibreOffice as “Text CSV” "
    + "with the character set “Unicode (UTF-8)”"

  /// The error for a file in the format of a spreadsheet program; `nil` for other files.
  static func spreadsheetDiagnostic(in file: SourceText, at location: Location) -> Diagnostic? {
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
        "save the sheet as CSV and use that file: in Excel with Save As, “CSV UTF-8”; in LibreOffice "
        + "with Save As, “Text CSV”; in Google Sheets with Download, “Comma-separated values”"
    )
  }

  /// `1 cell`, `2 cells`.
  static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
