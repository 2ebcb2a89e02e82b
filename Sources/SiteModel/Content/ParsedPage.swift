import Concurrency
import Diagnostics
import Markdown
import Synchronization
import Text

/// What one file says: its front matter, its text as HTML with placeholders, and what it refers to.
///
/// It depends on the file's bytes, its path, the configuration's Markdown options and the CSV file
/// that its front matter may name, on nothing else; and it keeps no syntax tree. A class, so that
/// passing a page on costs one reference.
package final class ParsedPage: Sendable {
  package let path: ContentPath
  package let source: SourceText
  package let type: ContentType
  /// What the front matter says, else the file's name in words.
  package let title: String
  package let record: FieldValues
  package let body: HTMLFragment
  package let outline: [Heading]
  package let references: [Reference]
  package let hasEmbeds: Bool
  package let plainText: PlainText
  /// What comments in the text allow.
  package let suppressions: [Suppression]
  package var wordCount: Int { keywords.wordCount }
  /// The words that it says most often.
  package let keywords: Keywords
  /// The comparison table of a table page, for its CSV file.
  package let table: TableData?
  package let diagnostics: [Diagnostic]
  /// Whether the page stands for no file: a topic's page, the index from A to Z.
  package let isGenerated: Bool
  /// Stands for all that other pages see without reading the text: path, front matter, whether there is a text.
  package let head: Fingerprint
  /// The CSV file that the front matter names, and what was found there.
  private let data: (path: ContentPath, file: SourceText?)?
  private let madeOnDemand = Mutex<(anchors: PageAnchors?, text: Fingerprint?)>((nil, nil))

  /// How long it takes to read, at 220 words a minute.
  package var readingMinutes: Int { max(1, (wordCount + 110) / 220) }

  package var isDraft: Bool { record.boolean("draft") ?? false }

  fileprivate init(
    path: ContentPath, source: SourceText, type: ContentType, frontMatter: Range<Int>,
    record: FieldValues, document: MarkdownDocument?, body: HTMLFragment, table: TableData?,
    data: (path: ContentPath, file: SourceText?)?, diagnostics: [Diagnostic], isGenerated: Bool
  ) {
    self.path = path
    self.source = source
    self.type = type
    self.record = record.trimmed
    var body = body
    body.bytes = body.bytes.trimmed
    body.placeholders = body.placeholders.trimmed
    self.body = body
    self.table = table
    self.data = data
    self.diagnostics = diagnostics
    self.isGenerated = isGenerated
    title = record.text("title") ?? Self.title(fromName: path.isIndex ? path.folder : path.stem)
    var head = FingerprintHasher()
    head.combine(path.text)
    if isGenerated {
      head.combine(title)
      head.combine(record.text("description") ?? "")
    } else {
      source.bytes.withUnsafeBytes {
        head.combine(UnsafeRawBufferPointer(rebasing: $0[frontMatter]))
      }
    }
    head.combine(isGenerated ? 1 : 0)
    head.combine(body.bytes.isEmpty ? 1 : 0)
    head.combine(table == nil ? 1 : 0)
    self.head = head.finish()
    outline = document?.outline.trimmed ?? []
    references = document?.references.trimmed ?? []
    hasEmbeds = references.contains { $0.kind == .embed }
    plainText = document?.plainText ?? PlainText()
    suppressions = document?.suppressions ?? []
    keywords = Keywords(title: title, text: plainText.bytes)
  }

  /// Parses the file at `path`, whose top folder gives the page's type.
  ///
  /// Never fails: what is wrong is among the diagnostics, and the rest is kept. `data` looks up a
  /// CSV file that the front matter may name.
  package static func parse(
    _ path: ContentPath, _ source: SourceText, options: MarkdownOptions,
    data: @escaping (ContentPath) -> SourceText?
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
      path: path, source: source, type: .of(path), frontMatter: 0..<0, record: record,
      document: nil, body: HTMLFragment(), table: nil, data: nil, diagnostics: [],
      isGenerated: true)
  }

  /// Whether parsing these bytes, with this file under the name that the front matter gives, would
  /// make this page again; the Markdown options must be the same.
  ///
  /// Bytes are compared, which costs nothing where both are one array.
  package func isParse(of source: SourceText, data: (ContentPath) -> SourceText?) -> Bool {
    guard source.bytes == self.source.bytes else { return false }
    guard let known = self.data else { return true }
    return data(known.path)?.bytes == known.file?.bytes
  }

  /// What can be linked to in the text; found when the first link asks.
  package var anchors: PageAnchors {
    madeOnDemand.withLock { made in
      if let anchors = made.anchors { return anchors }
      let anchors = PageAnchors(self)
      made.anchors = anchors
      return anchors
    }
  }

  /// Stands for everything that the page says.
  package var text: Fingerprint {
    madeOnDemand.withLock { made in
      if let text = made.text { return text }
      var hasher = FingerprintHasher()
      hasher.combine(head)
      hasher.combine(source.bytes)
      for row in table.map({ [$0.header] + $0.rows }) ?? [] {
        for cell in row { hasher.combine(cell) }
      }
      let text = hasher.finish()
      made.text = text
      return text
    }
  }

  /// `start-here` as a title: "Start here".
  package static func title(fromName name: String) -> String {
    let words = name.split(separator: "/").last.map(String.init) ?? "Home"
    let text = words.replacing("-", with: " ").replacing("_", with: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension [ParsedPage] {
  /// The pages in the order of their paths, which decides their numbers; linear where they are.
  ///
  /// A folder's listing has another order: there `pay/_index.md` comes before `pay-talks/p1.md`.
  var inPathOrder: [ParsedPage] {
    let isSorted = indices.dropFirst().allSatisfy { self[$0 - 1].path < self[$0].path }
    return isSorted ? self : sorted { $0.path < $1.path }
  }
}

/// The steps from a file's bytes to a `ParsedPage`.
private struct PageParser {
  let path: ContentPath
  let source: SourceText
  let options: MarkdownOptions
  let data: (ContentPath) -> SourceText?

  /// The id that a theme gives the page's title, which names a table without a caption.
  private static let titleID = "theme.title"

  func parse() -> ParsedPage {
    let type = ContentType.of(path)
    if let problem = InvalidUTF8.problem(in: source) {
      return page(type, FrontMatter.none, [problem])
    }
    let frontMatter = FrontMatter.read(
      source, type: type, setsPunctuation: options.smartPunctuation)
    let record = frontMatter.record
    var diagnostics = frontMatter.diagnostics
    let body = frontMatter.range.upperBound..<source.bytes.count
    let (text, controls) = source.withoutControls(in: body)
    diagnostics += ControlCharacterReport.diagnostics(controls, in: source)
    let document = MarkdownDocument.parse(text, body: body, options: options)
    diagnostics += document.diagnostics

    let options = HTMLOptions(
      caption: record.text("caption"), keyColumn: record.text("key"), labelID: Self.titleID)
    var html = document.html(options)
    var table = type == .table ? document.tables.first.map(TableData.init) : nil
    var dataFile: (path: ContentPath, file: SourceText?)?
    if let file = record.locatedText("data") {
      var reader = TableDataReader(page: path, source: source)
      let read = reader.read(file) { path in
        let found = data(path)
        dataFile = (path, found)
        return found
      }
      if let read {
        table = read
        html = read.html(options, before: html)
      }
      diagnostics += reader.diagnostics
    } else if type == .table, table == nil {
      diagnostics.append(
        Diagnostic(
          .tableData, "this table page has no table", at: source.location,
          help: "write a Markdown table, or name a CSV file by `data:`"))
    }
    if type == .figure { diagnostics += FigureData.problems(record, in: source) }
    if let problem = keyProblem(record, table) { diagnostics.append(problem) }
    return page(
      type, frontMatter, diagnostics, document: document, body: html, table: table, data: dataFile)
  }

  private func page(
    _ type: ContentType, _ frontMatter: FrontMatter, _ diagnostics: [Diagnostic],
    document: MarkdownDocument? = nil, body: HTMLFragment = HTMLFragment(),
    table: TableData? = nil, data: (path: ContentPath, file: SourceText?)? = nil
  ) -> ParsedPage {
    ParsedPage(
      path: path, source: source, type: type, frontMatter: frontMatter.range,
      record: frontMatter.record, document: document, body: body, table: table, data: data,
      diagnostics: diagnostics, isGenerated: false)
  }

  private func keyProblem(_ record: FieldValues, _ table: TableData?) -> Diagnostic? {
    guard let key = record.locatedText("key"), let table else { return nil }
    let heads = table.header
    if heads.contains(where: { $0.lowercased() == key.text.lowercased() }) { return nil }
    return Diagnostic(
      .tableKey, "the table has no column `\(key.text)`", at: source.location(of: key.range),
      advice: Advice(
        naming: key, from: heads, in: source,
        else: "its columns are " + heads.map { "`\($0)`" }.joined(separator: ", ")))
  }
}
