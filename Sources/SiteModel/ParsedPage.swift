import Diagnostics
import Markdown

/// What one file says: its front matter, its text as HTML with holes, and what it refers to.
///
/// It depends on the file's bytes, its path, the configuration's Markdown options and the CSV file
/// that its front matter may name, on nothing else; and it keeps no syntax tree.
package struct ParsedPage: Sendable {
  package let path: ContentPath
  package let source: SourceText
  package let type: ContentType
  package let record: FieldValues
  package let body: HTMLFragment
  package let outline: [Heading]
  package let references: [Reference]
  package let plainText: String
  package let wordCount: Int
  /// The comparison table of a table page, for its CSV file.
  package let table: Table?
  package let diagnostics: [Diagnostic]
  /// Whether the page stands for no file: a topic's page, the index from A to Z.
  package let isGenerated: Bool

  package var title: String {
    record.text("title") ?? Self.title(fromName: path.isIndex ? path.folder : path.stem)
  }

  package var isDraft: Bool { record.boolean("draft") ?? false }

  /// Parses a file. Never fails: what is wrong is among the diagnostics, and the rest is kept.
  ///
  /// - Parameters:
  ///   - path: Where the file lies; its top folder gives the page's type.
  ///   - source: The bytes of the file.
  ///   - options: How Markdown is read.
  ///   - data: Looks up a CSV file beside the page.
  package static func parse(
    _ path: ContentPath, _ source: SourceText, options: MarkdownOptions,
    data: (ContentPath) -> SourceText?
  ) -> ParsedPage {
    PageParser(path: path, source: source, options: options, data: data).parse()
  }

  /// A page that no file holds, from what is known of it.
  package static func generated(
    _ path: ContentPath, title: String, description: String?, source: SourceText
  ) -> ParsedPage {
    var record = FieldValues()
    record.set("title", .text(LocatedText(text: title, range: 0..<0)), at: 0..<0)
    if let description {
      record.set("description", .text(LocatedText(text: description, range: 0..<0)), at: 0..<0)
    }
    return ParsedPage(
      path: path, source: source, type: .of(path), record: record, body: HTMLFragment(),
      outline: [], references: [], plainText: "", wordCount: 0, table: nil, diagnostics: [],
      isGenerated: true)
  }

  /// `start-here` as a title: "Start here".
  static func title(fromName name: String) -> String {
    let words = name.split(separator: "/").last.map(String.init) ?? "Home"
    let text = words.replacing("-", with: " ").replacing("_", with: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

/// The steps from a file's bytes to a `ParsedPage`.
private struct PageParser {
  let path: ContentPath
  let source: SourceText
  let options: MarkdownOptions
  let data: (ContentPath) -> SourceText?

  func parse() -> ParsedPage {
    let type = ContentType.of(path)
    if let problem = encodingProblem() { return page(type, FieldValues(), [problem]) }
    let frontMatter = FrontMatter.read(source, type: type)
    let record = frontMatter.record
    var diagnostics = frontMatter.diagnostics
    let document = MarkdownDocument.parse(
      source, body: frontMatter.range.upperBound..<source.bytes.count, options: options)
    diagnostics += document.diagnostics

    var body = document.html(
      HTMLOptions(caption: record.text("caption"), keyColumn: record.text("key")))
    var table = type == .table ? document.tables.first : nil
    if let file = record.locatedText("data") {
      var reader = TableDataReader(
        page: self, caption: record.text("caption"), key: record.text("key"))
      if let loaded = reader.read(file) {
        table = loaded.table
        body = loaded.fragment.appending(body)
      }
      diagnostics += reader.diagnostics
    } else if type == .table, table == nil {
      diagnostics.append(
        Diagnostic(
          .tableData, "this table page has no table", at: source.location,
          help: "write a Markdown table, or name a CSV file by `data:`"))
    }
    if let problem = keyProblem(record, table) { diagnostics.append(problem) }
    return page(type, record, diagnostics, document: document, body: body, table: table)
  }

  private func page(
    _ type: ContentType, _ record: FieldValues, _ diagnostics: [Diagnostic],
    document: MarkdownDocument? = nil, body: HTMLFragment = HTMLFragment(), table: Table? = nil
  ) -> ParsedPage {
    let text = document?.plainText ?? ""
    return ParsedPage(
      path: path, source: source, type: type, record: record, body: body,
      outline: document?.outline ?? [], references: document?.references ?? [], plainText: text,
      wordCount: WordCount.words(in: text), table: table, diagnostics: diagnostics,
      isGenerated: false)
  }

  private func encodingProblem() -> Diagnostic? {
    guard let offset = InvalidUTF8.firstOffset(in: source.bytes) else { return nil }
    return Diagnostic(
      .invalidEncoding, "this byte is not UTF-8", at: source.location(of: offset..<offset + 1),
      help: "save the file as UTF-8")
  }

  private func keyProblem(_ record: FieldValues, _ table: Table?) -> Diagnostic? {
    guard let key = record.locatedText("key"), let table else { return nil }
    let heads = table.header.map(\.text)
    if heads.contains(key.text) { return nil }
    let near = nearestMatch(to: key.text, in: heads)
    return Diagnostic(
      .tableKey, "the table has no column `\(key.text)`", at: source.location(of: key.range),
      help: near.map { "did you mean `\($0)`?" }
        ?? "its columns are " + heads.map { "`\($0)`" }.joined(separator: ", "),
      replacement: near)
  }
}

/// Reads the CSV file that a table page names.
private struct TableDataReader {
  let page: PageParser
  let caption: String?
  let key: String?
  private(set) var diagnostics: [Diagnostic] = []

  init(page: PageParser, caption: String?, key: String?) {
    self.page = page
    self.caption = caption
    self.key = key
  }

  mutating func read(_ file: LocatedText) -> (table: Table, fragment: HTMLFragment)? {
    guard let path = page.path.resolving(file.text), let source = page.data(path) else {
      diagnostics.append(
        Diagnostic(
          .tableData, "there is no file `\(file.text)` beside the page",
          at: page.source.location(of: file.range)))
      return nil
    }
    var reader = CSVReader(source)
    let rows = reader.rows()
    diagnostics += reader.diagnostics
    guard let header = rows.first, rows.count > 1 else {
      diagnostics.append(
        Diagnostic(
          .tableData, "a table needs a row of headings and at least one row of data",
          at: source.location))
      return nil
    }
    for row in rows.dropFirst() where row.count != header.count {
      let end = row.last?.range.upperBound ?? 0
      diagnostics.append(
        Diagnostic(
          .tableData, "this row has \(row.count) cells, the headings are \(header.count)",
          at: source.location(of: (row.first?.range.lowerBound ?? 0)..<end)))
    }
    let table = Table(
      header: header.map(\.text), rows: rows.dropFirst().map { $0.map(\.text) })
    return (table, table.html(HTMLOptions(caption: caption, keyColumn: key)))
  }
}
