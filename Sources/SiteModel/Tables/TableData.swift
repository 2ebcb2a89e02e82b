import Diagnostics
import Markdown

/// The cells of a comparison table as plain text, from Markdown or from a CSV file.
package struct TableData: Sendable, Hashable {
  /// The headings.
  package let header: [String]
  /// The rows, each with as many cells as the header.
  package let rows: [[String]]

  init(_ table: Table) {
    header = table.header.map(\.text)
    rows = table.rows.map { $0.map(\.text) }
  }

  init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// The table as HTML, followed by a text.
  ///
  /// The ids of the table differ from those of the text.
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

/// Reads the CSV file of a table page.
struct TableDataReader {
  /// The largest number of rows of the wrong length that are reported.
  private static let rowLimit = 20

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
    guard let path = page.resolving(name.text) else {
      diagnostics.append(outside(name, at: place, data))
      return nil
    }
    guard let file = data(path) else {
      diagnostics.append(
        Diagnostic(
          .tableData, "there is no CSV file `\(name.text)`", at: place,
          help: "write its path relative to the page"))
      return nil
    }
    if let diagnostic = CSVTable.spreadsheetDiagnostic(in: file, at: place) {
      diagnostics.append(diagnostic)
      return nil
    }
    guard let table = CSVTable.read(file, &diagnostics) else { return nil }
    let ragged = table.rows.filter { $0.count != table.header.count }
    for row in ragged.prefix(Self.rowLimit) {
      guard let first = row.first, let last = row.last else { continue }
      let range = first.range.lowerBound..<last.range.upperBound
      diagnostics.append(
        Diagnostic(
          .tableData,
          "this row has \(CSVTable.cells(row.count)), but there are \(table.header.count) headings",
          at: file.location(of: range)))
    }
    guard ragged.isEmpty else { return nil }
    return TableData(
      header: table.header.map(\.text), rows: table.rows.map { $0.map(\.text) })
  }
}

extension HTMLFragment {
  /// The concatenation with another fragment.
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

extension TableDataReader {
  /// Reports a file that is not below the folder of the pages, where the files of pages must be.
  fileprivate func outside(
    _ name: LocatedText, at place: Location, _ data: (ContentPath) -> SourceText?
  ) -> Diagnostic {
    let folder = source.name.hasSuffix(page.text) ? source.name.dropLast(page.text.utf8.count) : ""
    let file = name.text.split(separator: "/").last.map(String.init) ?? name.text
    let isBeside = page.resolving(file).flatMap(data) != nil
    return Diagnostic(
      .tableData,
      "`\(name.text)` is not below \(folder.isEmpty ? "the folder of the pages" : "`\(folder)`")",
      at: place,
      advice: isBeside
        ? Advice(possible: [source.yamlScalar(file, replacing: name.range)])
        : Advice("move the file beside the page, and write `\(file)`"))
  }
}
