// Types of pages that organize other pages.

extension ContentType {
  /// A page outside the folders of other types, such as “About”.
  package static let page = ContentType(
    "page", label: "Page", nouns: ("page", "pages"), shownIn: [.maps, .search, .feed])

  /// The page of a folder, `_index.md`, which lists its pages.
  package static let section = ContentType(
    "section", structure: .section, label: "Section", nouns: ("section", "sections"))

  /// The home page, `content/_index.md`.
  package static let home = ContentType(
    "home", structure: .home, label: "Home", nouns: ("home page", "home pages"),
    fields: [
      Field(
        "situations", .records(situationFields), "situations of readers, each with a page for it"),
      Field("start_with", .references, "questions whose answers open in place", role: .questions),
    ])

  /// The page of a topic in `waymark.yml`; `content/topics/name.md` can add a text.
  package static let topic = ContentType(
    "topic", structure: .topic, folder: "topics", label: "Topic", nouns: ("topic", "topics"))

  /// The search form and the index from A to Z, at `/search/`.
  package static let search = ContentType(
    "search", structure: .search, label: "Page", nouns: ("search page", "search pages"))

  /// The map of pages and the links between them, at `/map/`.
  package static let map = ContentType(
    "map", structure: .map, label: "Page", nouns: ("map", "maps"))

  /// The error page for unknown addresses, `404.html`.
  package static let notFound = ContentType(
    "not-found", structure: .notFound, label: "Page", nouns: ("error page", "error pages"))

  private static let situationFields: [Field] = [
    Field("label", .text, "the situation, in the reader's words"),
    Field("page", .reference, "the page for it"),
    Field("note", .text, "what the page offers"),
  ]
}
