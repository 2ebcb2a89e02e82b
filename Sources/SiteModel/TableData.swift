import Diagnostics
import Markdown

/// The cells of a comparison table as plain text, wherever they were written.
package struct TableData: Sendable, Hashable {
  package let header: [String]
  package let rows: [[String]]

  init(_ table: Table) {
    header = table.header.map(\.text)
    rows = table.rows.map { $0.map(\.text) }
  }

  init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// The table as HTML before a text; its ids are none of the text's.
  func html(_ options: HTMLOptions, before text: HTMLFragment) -> HTMLFragment {
    var anchors = AnchorSet()
    for hole in text.holes {
      if case .id(let id) = hole.kind { anchors.reserve(id) }
    }
    var html = HTMLBuilder()
    var writer = TableWriter(
      columns: header.map { TableWriter.Column($0) }, caption: options.caption,
      keyColumn: options.keyColumn, labelID: options.labelID, anchors: &anchors)
    writer.write(rows, to: &html, anchors: &anchors)
    return html.fragment.appending(text)
  }
}

/// Reads the CSV file that a table page names.
struct TableDataReader {
  /// How many ragged rows are shown; whoever has more has another kind of problem.
  private static let problemLimit = 20
  /// As many as a Markdown table may have.
  private static let columnLimit = 128

  let page: ContentPath
  let source: SourceText
  private(set) var diagnostics: [Diagnostic] = []

  init(page: ContentPath, source: SourceText) {
    self.page = page
    self.source = source
  }

  private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

  mutating func read(
    _ name: LocatedText, data: (ContentPath) -> SourceText?
  ) -> TableData? {
    guard let path = page.resolving(name.text), let file = data(path) else {
      diagnostics.append(
        Diagnostic(
          .tableData, "there is no CSV file `\(name.text)` beside the page",
          at: source.location(of: name.range), help: "name it by its path from the page"))
      return nil
    }
    if let problem = InvalidUTF8.problem(in: file) {
      diagnostics.append(problem)
      return nil
    }
    var reader = CSVReader(file)
    let rows = reader.rows()
    diagnostics += reader.diagnostics
    guard let header = rows.first, rows.count > 1 else {
      diagnostics.append(
        Diagnostic(
          .tableData, "a table needs a row of headings and at least one row of data",
          at: file.location))
      return nil
    }
    guard header.count <= Self.columnLimit else {
      diagnostics.append(
        Diagnostic(
          .tableData, "\(header.count) columns; a table may have \(Self.columnLimit)",
          at: file.location(ofLine: 1), help: "divide the table"))
      return nil
    }
    let ragged = rows.dropFirst().filter { $0.count != header.count }
    for row in ragged.prefix(Self.problemLimit) {
      guard let first = row.first, let last = row.last else { continue }
      let range = first.range.lowerBound..<last.range.upperBound
      diagnostics.append(
        Diagnostic(
          .tableData, "this row has \(Self.cells(row.count)), but the headings are \(header.count)",
          at: file.location(of: range)))
    }
    if !ragged.isEmpty { return nil }
    return TableData(
      header: header.map(\.text), rows: rows.dropFirst().map { $0.map(\.text) })
  }
}

extension HTMLFragment {
  /// The fragment with another after it.
  func appending(_ other: HTMLFragment) -> HTMLFragment {
    var result = self
    let shift = bytes.count
    func moved(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound + shift..<range.upperBound + shift
    }
    result.bytes += other.bytes
    result.holes += other.holes.map { Hole(offset: $0.offset + shift, kind: $0.kind) }
    result.sections += other.sections.map { section in
      var section = section
      section.range = moved(section.range)
      return section
    }
    result.rows += other.rows.map { row in
      var row = row
      (row.head, row.range, row.tail) = (moved(row.head), moved(row.range), moved(row.tail))
      return row
    }
    result.footnotes = other.footnotes.map(moved) ?? footnotes
    return result
  }
}
