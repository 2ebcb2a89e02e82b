import Concurrency
import Diagnostics
import Markdown
import Synchronization
import Text

/// A parsed file: its front matter, its text as HTML with placeholders, and its references.
///
/// It depends only on the bytes of the file, its path, the Markdown options, and the CSV file that the
/// front matter may name. It keeps no syntax tree. A class, so that copying a page is cheap.
package final class ParsedPage: Sendable {
  /// The path of the source file, or of the file that would replace a generated page.
  package let path: ContentPath
  /// The place in the tree of the site, which is `folder/_index.md` for the page of a folder.
  package let place: ContentPath
  /// The source file; for generated pages, the configuration.
  package let source: SourceText
  /// The type, which follows from the place.
  package let type: ContentType
  /// The `title` of the front matter; by default, the first heading if it has level 1, or the file name as words.
  package let title: String
  /// The anchor of the heading that is shown as the title instead of in the text; `nil` if there is none.
  package let titleAnchor: String?
  /// The fields of the front matter.
  package let record: FieldValues
  /// The text as HTML with placeholders.
  package let body: HTMLFragment
  /// The headings of the text, in order.
  package let outline: [Heading]
  /// The links, images and embeds in the text, in order, then those in the Markdown of fields.
  package let references: [Reference]
  /// Whether a reference in the text is an embed.
  package let hasEmbeds: Bool
  /// Whether the text holds tasks with boxes.
  let hasTasks: Bool
  /// The text without markup.
  package let plainText: PlainText
  /// The suppression comments in the text.
  package let suppressions: [Suppression]
  /// The number of words in the text.
  package var wordCount: Int { keywords.wordCount }
  /// The most frequent words.
  package let keywords: Keywords
  /// The data of the components in the text, in order.
  package let components: [ComponentData]
  /// The Markdown of fields as HTML with placeholders, by the start of the value in the source.
  package let fieldBodies: [Int: HTMLFragment]
  /// The pages that the front matter and the components name.
  let fieldReferences: [LocatedText]
  /// The comparison table of a table page.
  package let table: TableData?
  /// Errors and warnings from parsing.
  package let diagnostics: [Diagnostic]
  /// Whether the page has no source file, such as the page of a topic.
  package let isGenerated: Bool
  /// Whether the front matter or the text cannot be read, so that the page is withheld.
  package let isUnreadable: Bool
  /// Whether the page is a draft, which is not published by default.
  package let isDraft: Bool
  /// Whether the page has an address but is in no list, search, sitemap or feed.
  package let isUnlisted: Bool
  /// The language of the page: its `lang`, or that of its folder or site.
  package let language: LanguageTag
  /// The words and the language that the page was parsed with.
  private let context: LanguageContext
  /// A fingerprint of the metadata: path, front matter, and whether the page has a text and a table.
  package let metadataFingerprint: Fingerprint
  /// The path of the CSV file that the front matter names, and the file if it exists.
  private let data: (path: ContentPath, file: SourceText?)?
  private let madeOnDemand = Mutex<(anchors: PageAnchors?, fingerprint: Fingerprint?)>((nil, nil))

  /// The reading time at 220 words per minute.
  package var readingMinutes: Int { max(1, (wordCount + 110) / 220) }

  /// The text of the field with a role; `nil` if the type has no such field, or the page does not set it.
  package func text(_ role: Field.Role) -> String? { locatedText(role)?.text }

  /// The text of the field with a role, with its source range.
  package func locatedText(_ role: Field.Role) -> LocatedText? {
    type.fieldName(role).flatMap(record.locatedText)
  }

  /// The records of the field with a role; empty if it is not set.
  package func records(_ role: Field.Role) -> [FieldValues] {
    type.fieldName(role).map(record.records) ?? []
  }

  fileprivate init(
    _ path: ContentPath, at place: ContentPath, _ type: ContentType, _ source: SourceText,
    _ frontMatter: FrontMatter, titleHeading: Heading? = nil, document: MarkdownDocument? = nil,
    body: HTMLFragment = HTMLFragment(), components: [ComponentData] = [],
    fields: FieldMarkdown? = nil,
    table: TableData? = nil,
    data: (path: ContentPath, file: SourceText?)? = nil, diagnostics: [Diagnostic] = [],
    context: LanguageContext, isGenerated: Bool = false, isUnreadable: Bool = false
  ) {
    let record = frontMatter.record
    self.context = context
    language = context.language(of: record)
    self.path = path
    self.place = place
    self.source = source
    self.type = type
    self.record = record.trimmed
    var body = body
    body.bytes = body.bytes.trimmed
    body.placeholders = body.placeholders.trimmed
    self.body = body
    self.components = components
    fieldBodies = fields?.bodies ?? [:]
    fieldReferences =
      (record.references(type.fields) + components.flatMap(\.references)).trimmed
    self.table = table
    self.data = data
    // Nothing on a page is fatal for the site.
    self.diagnostics = diagnostics.map { $0.limited(to: .warning) }
    self.isGenerated = isGenerated
    self.isUnreadable = isUnreadable
    isDraft = record.boolean("draft") ?? frontMatter.isUnpublished
    isUnlisted = record.boolean("unlisted") ?? false
    title =
      record.title ?? titleHeading?.words ?? (type.structure == .home ? context.homeTitle : nil)
      ?? Self.title(fromName: path.isNamedAsFolderPage ? path.folder : path.stem)
    titleAnchor = titleHeading?.anchor
    var hasher = FingerprintHasher()
    hasher.combine(path.text)
    hasher.combine(place.text)
    hasher.combine(title)
    hasher.combine(language.text)
    if isGenerated {
      hasher.combine(record.text("description") ?? "")
    } else {
      hasher.combine(Array(source.bytes[frontMatter.range]))
    }
    hasher.combine(isGenerated ? 1 : 0)
    hasher.combine(isUnreadable ? 1 : 0)
    hasher.combine(body.bytes.isEmpty ? 1 : 0)
    hasher.combine(table == nil ? 1 : 0)
    // The catalog resolves what components name, by its place.
    for name in components.flatMap(\.names) {
      hasher.combine(name.text)
      hasher.combine(name.range.lowerBound)
    }
    metadataFingerprint = hasher.finish()
    outline = document?.outline.trimmed ?? []
    references = ((document?.references ?? []) + (fields?.references ?? [])).trimmed
    hasEmbeds = references.contains { $0.kind == .embed }
    hasTasks = document?.nodes.contains { $0.kind == .task } ?? false
    plainText = document?.plainText ?? PlainText()
    suppressions = document?.suppressions ?? []
    keywords = Keywords(title: title, text: plainText.bytes)
  }

  /// Parses the file at `path`.
  ///
  /// Parsing never fails. Errors are in `diagnostics`, and valid parts are kept.
  ///
  /// - `place`: The place in the tree of the site, whose top folder determines the type of the page.
  /// - `types`: The types of the site.
  /// - `components`: The components of the site, whose names `options` has.
  /// - `context`: The language of the page's folder, and the words in every language.
  /// - `data`: Looks up a CSV file that the front matter names.
  package static func parse(
    _ path: ContentPath, at place: ContentPath, _ source: SourceText, options: MarkdownOptions,
    types: ContentTypes = .builtIn, components: ComponentTypes = .none,
    context: LanguageContext = .none, data: @escaping (ContentPath) -> SourceText?
  ) -> ParsedPage {
    PageParser(
      path: path, place: place, source: source, options: options, types: types,
      components: components, context: context, data: data
    ).parse()
  }

  /// Makes a page without a source file.
  package static func generated(
    _ path: ContentPath, title: String, description: String?, source: SourceText,
    types: ContentTypes, context: LanguageContext = .none
  ) -> ParsedPage {
    var record = FieldValues()
    record.set("title", .text(LocatedText(text: title, range: 0..<0)), at: 0..<0)
    if let description {
      record.set("description", .text(LocatedText(text: description, range: 0..<0)), at: 0..<0)
    }
    let frontMatter = FrontMatter(record: record, range: 0..<0, diagnostics: [])
    return ParsedPage(
      path, at: path, types.of(path), source, frontMatter, context: context, isGenerated: true)
  }

  /// Whether parsing this source at the same place, in the same language and with the same Markdown options, would
  /// make the same page.
  ///
  /// Compares bytes, which is free if both sources share one array.
  package func isParse(of source: SourceText, data: (ContentPath) -> SourceText?) -> Bool {
    guard source.bytes == self.source.bytes else { return false }
    guard let known = self.data else { return true }
    return data(known.path)?.bytes == known.file?.bytes
  }

  /// Whether the page was parsed at a place with a language.
  package func isParsed(at place: ContentPath, in context: LanguageContext) -> Bool {
    place == self.place && context == self.context
  }

  /// The link targets in the text; computed on first use.
  package var anchors: PageAnchors {
    madeOnDemand.withLock { made in
      if let anchors = made.anchors { return anchors }
      let anchors = PageAnchors(self)
      made.anchors = anchors
      return anchors
    }
  }

  /// A fingerprint of all content, including the table; computed on first use.
  package var fingerprint: Fingerprint {
    madeOnDemand.withLock { made in
      if let known = made.fingerprint { return known }
      var hasher = FingerprintHasher()
      hasher.combine(metadataFingerprint)
      hasher.combine(source.bytes)
      for row in table.map({ [$0.header] + $0.rows }) ?? [] {
        for cell in row { hasher.combine(cell) }
      }
      let fingerprint = hasher.finish()
      made.fingerprint = fingerprint
      return fingerprint
    }
  }

  /// The title for a file name: "Start here" for `start-here`.
  package static func title(fromName name: String) -> String {
    name.split(separator: "/").last.map { title(fromWords: $0) } ?? "Home"
  }

  /// The title for words between hyphens and underscores: "Machine learning" for `_machine-learning`.
  ///
  /// Hyphens between digits stay, as in `2026-11-30`, and those of a name that is written as text, because it has
  /// spaces, or capital letters but none after the hyphen: `Sci-fi`. A name with capital letters keeps its first
  /// letter: `iPhone tips`. A name of hyphens and underscores alone is its own title.
  package static func title(fromWords name: some StringProtocol) -> String {
    let isText = name.contains(" ")
    let hasCapitals = name.contains(where: \.isUppercase)
    var words = ""
    var before: Character?
    for (sign, next) in zip(name, name.dropFirst().map(Optional.init) + [nil]) {
      let isBetweenDigits = before?.isWholeNumber == true && next?.isWholeNumber == true
      let isOfWord = hasCapitals && next?.isLowercase == true && before?.isLetter == true
      let isHyphen = sign == "-" && !isText && !isBetweenDigits && !isOfWord
      words.append(isHyphen || sign == "_" ? " " : sign)
      before = sign
    }
    let text = words.split(separator: " ").joined(separator: " ")
    if text.isEmpty { return String(name) }
    return hasCapitals ? text : text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension FieldValues {
  /// The `title`, unless it is blank.
  fileprivate var title: String? { text("title").flatMap { $0.isEmpty ? nil : $0 } }
}

extension Heading {
  /// The text on one line.
  fileprivate var words: String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether the page shows this heading as its title: the front matter has no title, or the same.
  fileprivate func isTitle(over title: String?) -> Bool {
    title.map { Self.folded($0) == Self.folded(words) } ?? true
  }

  private static func folded(_ text: String) -> String {
    SmartPunctuation.folded(text.lowercased())
  }
}

extension [ParsedPage] {
  /// The pages sorted by place, which decides their ids; linear if they are sorted already.
  ///
  /// A folder walk has a different order: it lists `pay/_index.md` before `pay-talks/p1.md`.
  var inPlaceOrder: [ParsedPage] {
    let isSorted = indices.dropFirst().allSatisfy { self[$0 - 1].place < self[$0].place }
    return isSorted ? self : sorted { ($0.place, $0.path) < ($1.place, $1.path) }
  }
}

/// Parses one file to a `ParsedPage`.
private struct PageParser {
  let path: ContentPath
  let place: ContentPath
  let source: SourceText
  let options: MarkdownOptions
  let types: ContentTypes
  let components: ComponentTypes
  let context: LanguageContext
  let data: (ContentPath) -> SourceText?

  /// The id of the title in themes, which labels a table without a caption.
  private static let titleID = "theme.title"

  func parse() -> ParsedPage {
    let type = types.of(place)
    if let diagnostic = InvalidUTF8.diagnostic(in: source) {
      return ParsedPage(
        path, at: place, type, source, .none, diagnostics: [diagnostic.withholding()],
        context: context, isUnreadable: true)
    }
    let frontMatter = FrontMatter.read(source, at: place, type: type, of: types) { language in
      self.options.smartPunctuation ? context.strings(named: language).quotationMarks : nil
    }
    let record = frontMatter.record
    let strings = context.strings.strings(in: context.language(of: record))
    let parsing = self.options.with(quotationMarks: strings.quotationMarks)
    var diagnostics = frontMatter.diagnostics
    let body = frontMatter.range.upperBound..<source.bytes.count
    let (text, controls) = source.withoutControls(in: body)
    diagnostics += ControlCharacterReport.diagnostics(controls, in: source)
    if let tag = record.locatedText("lang"), LanguageTag(tag.text) == nil {
      diagnostics.append(LanguageTag.diagnostic(tag, in: source))
    }
    var document = MarkdownDocument.parse(text, body: body, options: parsing)
    diagnostics +=
      document.isUnreadable
      ? document.diagnostics.map { $0.withholding() } : document.diagnostics
    let titleHeading = document.titleHeading.flatMap { $0.isTitle(over: record.title) ? $0 : nil }
    if let titleHeading { document.remove(title: titleHeading) }
    document.lowerHeadings()

    let blocks = document.components.map {
      components.read(
        $0, quotationMarks: parsing.smartPunctuation ? parsing.quotationMarks : nil, &diagnostics)
    }

    var fields: FieldMarkdown?
    if type.siteFields.contains(where: { $0.kind.holdsMarkdown }) || !blocks.isEmpty {
      var markdown = FieldMarkdown(
        source, parsing, firstReference: document.references.count)
      markdown.add(record, type.siteFields)
      for block in blocks { markdown.add(block.record, block.fields) }
      diagnostics += markdown.diagnostics
      fields = markdown
    }

    func field(_ role: Field.Role) -> LocatedText? {
      type.fieldName(role).flatMap(record.locatedText)
    }
    let options = HTMLOptions(
      caption: field(.caption)?.text, keyColumn: field(.rowKey)?.text, labelID: Self.titleID,
      labels: strings.labels)
    var html = document.html(options)
    var table = type.holdsTable ? document.tables.first.map(TableData.init) : nil
    var dataFile: (path: ContentPath, file: SourceText?)?
    if let file = field(.rows) {
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
    } else if type.holdsTable, table == nil {
      diagnostics.append(
        Diagnostic(
          .tableData, "the table page has no table", at: source.location,
          help: "add a Markdown table, or set `data` to a CSV file"))
    }
    diagnostics += FigureData.diagnostics(record, of: type, in: source)
    if let diagnostic = keyDiagnostic(field(.rowKey), table) { diagnostics.append(diagnostic) }
    return ParsedPage(
      path, at: place, type, source, frontMatter, titleHeading: titleHeading, document: document,
      body: html, components: blocks, fields: fields, table: table, data: dataFile,
      diagnostics: diagnostics, context: context,
      isUnreadable: frontMatter.isUnreadable || document.isUnreadable)
  }

  private func keyDiagnostic(_ key: LocatedText?, _ table: TableData?) -> Diagnostic? {
    guard let key, let table else { return nil }
    let heads = table.header
    if heads.contains(where: { $0.lowercased() == key.text.lowercased() }) { return nil }
    return Diagnostic(
      .tableKey, "the table has no column `\(key.text)`", at: source.location(of: key.range),
      advice: Advice(
        naming: key, from: heads, in: source,
        else: "the columns are " + heads.map { "`\($0)`" }.joined(separator: ", ")))
  }
}
