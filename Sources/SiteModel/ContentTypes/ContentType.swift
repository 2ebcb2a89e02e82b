/// A kind of page: the folder it lives in, the fields of its front matter, how it is named and shown.
///
/// A type is a value in a file of its own, a line in `all`, and a template `<name>.html`. What it
/// declares here is what its authors may write and what its template may read. A class, since a page
/// is asked for its type far more often than there are types.
package final class ContentType: Sendable {
  /// The name in templates and messages.
  package let name: String
  /// The folder under `content/` whose pages have the type; `nil` for types that no folder gives.
  package let folder: String?
  /// What a reader sees beside a title: "Guide".
  package let label: String
  /// One and many, for counts and headings.
  package let nouns: (one: String, many: String)
  /// The fields beside `commonFields`.
  package let ownFields: [Field]
  /// Everything that its front matter may say.
  package let fields: [Field]
  /// Whether pages without a text live as an entry of their folder's page, at `/folder/#slug`.
  package let livesOnIndexWhenEmpty: Bool

  package init(
    _ name: String, folder: String? = nil, label: String, nouns: (one: String, many: String),
    fields: [Field] = [], livesOnIndexWhenEmpty: Bool = false
  ) {
    self.name = name
    self.folder = folder
    self.label = label
    self.nouns = nouns
    self.ownFields = fields
    self.fields = Self.commonFields + fields
    self.livesOnIndexWhenEmpty = livesOnIndexWhenEmpty
  }

  /// "an article", "a table".
  package var indefiniteName: String {
    ("aeio".contains(nouns.one.first ?? "x") ? "an " : "a ") + nouns.one
  }

  /// Every type, in the order in which groups of pages are shown.
  package static let all: [ContentType] = [
    .article, .faq, .table, .figure, .checklist, .path, .term, .resource, .topic, .page, .section,
    .home, .search, .map, .notFound,
  ]

  /// The type of the page at `path`.
  package static func of(_ path: ContentPath) -> ContentType {
    if path.isIndex { return path.folder.isEmpty ? .home : .section }
    if path.text == "404.md" { return .notFound }
    if path.text == "search.md" { return .search }
    if path.text == "map.md" { return .map }
    guard let folder = path.topFolder else { return .page }
    return all.first { $0.folder == folder } ?? .page
  }

  /// What any page may say of itself.
  package static let commonFields: [Field] = [
    Field("title", .text, "the page's name"),
    Field("description", .text, "one sentence under the title, in search results and previews"),
    Field("summary", .texts, "two to four sentences that give the answer first"),
    Field("topics", .topics, "topics of `waymark.yml`"),
    Field("date", .date, "when the page was first published"),
    Field("updated", .date, "when the text last changed in substance"),
    Field("reviewed", .date, "when somebody last compared the page with its sources"),
    Field("reviewer", .text, "who reviewed it, if not the site's author"),
    Field("author", .text, "who wrote it, if not the site's author"),
    Field("aliases", .texts, "earlier addresses, which redirect here, and other names for links"),
    Field("slug", .word, "the last part of the address, if not the file's name"),
    Field("draft", .boolean, "left out of the site until this is removed"),
    Field("order", .integer, "the place among the pages of its folder; terms stand by letter"),
    Field("related", .references, "pages to read beside this one"),
    Field("next", .record(nextFields), "the one next step"),
    Field("image", .word, "a picture for previews"),
    Field("glossary", .boolean, "whether terms are linked to the glossary; `true` if not said"),
    Field("sources", .records(sourceFields), "where the page's claims come from, shown at its end"),
    Field("asked", .texts, "how readers put their question, in their words; not shown"),
  ]

  private static let sourceFields: [Field] = [
    Field("name", .text, "the document or person, such as `An interview with a nurse, 2026`"),
    Field("url", .address, "its address, if it has one"),
    Field("note", .text, "what the page takes from it, or who stands behind it"),
  ]

  private static let nextFields: [Field] = [
    Field("page", .reference, "the page to go to"),
    Field("why", .text, "the reason, in one sentence"),
  ]
}

extension ContentType: Equatable {
  package static func == (left: ContentType, right: ContentType) -> Bool { left === right }
}
