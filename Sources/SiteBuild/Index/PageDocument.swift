import Markdown
import Search
import SiteModel
import Text

/// Makes the search document of a page.
struct PageDocument {
  let page: Page
  let site: Site
  /// The questions that the page answers, in the words of readers.
  var asked: [String] = []

  var document: SearchDocument {
    SearchDocument(
      address: address,
      title: page.title,
      otherNames: page.otherNames.map(\.text),
      type: (page.searchType(in: site.configuration.types) ?? page.type).name,
      topics: site.topics.names(of: page.id).filter(isDeclared),
      lead: lead,
      sections: sections,
      asked: asked)
  }

  /// The address relative to the site's root.
  var address: String {
    page.route.text + (page.entryAnchor.map { "#" + $0.percentEncodedPath } ?? "")
  }

  private func isDeclared(_ topic: String) -> Bool {
    site.configuration.topics.contains { $0.name == topic }
  }

  /// The text that results show first: the answer or definition, otherwise a description.
  private var lead: String {
    let record = page.record
    return page.text(.answer) ?? page.text(.definition) ?? record.text("description")
      ?? record.texts("summary").first?.text ?? page.text(.caption) ?? ""
  }

  /// The text before the first heading, the sections of headings, and the rows of the table.
  private var sections: [SearchDocument.Section] {
    let text = page.parsed.plainText
    let headings = text.headings
    var sections = [
      SearchDocument.Section(
        heading: "", anchor: "",
        text: frontMatterText + "\n" + words(0..<(headings.first?.lowerBound ?? text.bytes.count)))
    ]
    for (number, heading) in page.parsed.outline.enumerated() {
      let end = number + 1 < headings.count ? headings[number + 1].lowerBound : text.bytes.count
      sections.append(
        SearchDocument.Section(
          heading: heading.text, anchor: heading.anchor,
          text: words(headings[number].upperBound..<end)))
    }
    return sections + rows
  }

  /// The text of a range of the plain text, without the table of a table page.
  ///
  /// Each row of that table is a section of its own.
  private func words(_ range: Range<Int>) -> String {
    let text = page.parsed.plainText
    guard page.parsed.table != nil, let table = text.tables.first, table.overlaps(range) else {
      return String(decoding: text.bytes[range], as: UTF8.self)
    }
    let before = text.bytes[range.lowerBound..<max(range.lowerBound, table.lowerBound)]
    let after = text.bytes[min(range.upperBound, table.upperBound)..<range.upperBound]
    return String(decoding: before, as: UTF8.self) + String(decoding: after, as: UTF8.self)
  }

  /// The searched fields of the front matter, the headings of the table, and the noun of the type.
  private var frontMatterText: String {
    let texts = searchedTexts(page.record, page.type.fields).filter { $0 != lead }
    return (texts + (page.parsed.table?.header ?? []) + [noun])
      .joined(separator: "\n")
  }

  /// The name of the type, as readers may type it.
  private var noun: String {
    let strings = site.configuration.strings.main
    return strings.language.code == LanguageTag.english.code
      ? page.type.nouns.one : strings.label(of: page.type)
  }

  private func searchedTexts(_ record: FieldValues, _ fields: [Field]) -> [String] {
    fields.filter(\.isSearched).flatMap { field -> [String] in
      switch field.kind {
      case .records(let inner, _):
        return records(record, field).flatMap { searchedTexts($0, inner) }
      default:
        return record.text(field.name).map { [$0] } ?? record.texts(field.name).map(\.text)
      }
    }
  }

  /// The records of a field; for the items of a picture, only those that are drawn.
  private func records(_ record: FieldValues, _ field: Field) -> some Sequence<FieldValues> {
    field.role == .items ? FigureData.items(of: page.parsed) : record.records(field.name)[...]
  }

  /// A section for each row of a table page, summarized as "Risk: Low · First step: …".
  private var rows: [SearchDocument.Section] {
    guard let table = page.parsed.table else { return [] }
    return zip(page.parsed.body.rows, table.rows).map { row, cells in
      let named = zip(table.header, cells).filter { !$1.isEmpty && $1 != row.title }
      return SearchDocument.Section(
        heading: row.title, anchor: row.anchor, text: cells.joined(separator: "\n"),
        summary: named.map { "\($0): \($1)" }.joined(separator: " · "))
    }
  }
}

extension SearchDocument {
  /// A copy without the texts of sections, which only the analysis needs.
  var shown: SearchDocument {
    var document = self
    for number in document.sections.indices { document.sections[number].text = "" }
    document.asked = []
    return document
  }
}
