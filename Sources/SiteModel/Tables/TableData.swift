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
    for placeholder in text.placeholders {
      if case .id(let id) = placeholder.kind { anchors.reserve(id) }
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
  /// How many ragged rows are shown; a file with more of them has another kind of problem.
  private static let problemLimit = 20

  let page: ContentPath
  let source: SourceText
  private(set) var diagnostics: [Diagnostic] = []

  init(page: ContentPath, source: SourceText) {
    self.page = page
    self.source = source
  }

  mutating func read(
    _ name: LocatedText, data: (ContentPath) -> SourceText?
  ) -> TableData? {
    let place = source.location(of: name.range)
    guard let path = page.resolving(name.text), let file = data(path) else {
      diagnostics.append(
        Diagnostic(
          .tableData, "there is no CSV file `\(name.text)` beside the page", at: place,
          help: "name it by its path from the page"))
      return nil
    }
    if let problem = CSVTable.spreadsheetProblem(in: file, at: place) {
      diagnostics.append(problem)
      return nil
    }
    guard let table = CSVTable.read(file, &diagnostics) else { return nil }
    let ragged = table.rows.filter { $0.count != table.header.count }
    for row in ragged.prefix(Self.problemLimit) {
      guard let first = row.first, let last = row.last else { continue }
      let range = first.range.lowerBound..<last.range.upperBound
      diagnostics.append(
        Diagnostic(
          .tableData,
          "this row has \(CSVTable.cells(row.count)), but the headings are \(table.header.count)",
          at: file.location(of: range)))
    }
    guard ragged.isEmpty else { return nil }
    return TableData(
      header: table.header.map(\.text), rows: table.rows.map { $0.map(\.text) })
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
    result.placeholders += other.placeholders.map {
      Placeholder(offset: $0.offset + shift, kind: $0.kind)
    }
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
