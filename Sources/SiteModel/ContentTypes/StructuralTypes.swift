// Types that no folder of content gives: they hold the others together.

extension ContentType {
  /// A page outside the typed folders: about, privacy.
  package static let page = ContentType("page", label: "Page", nouns: ("page", "pages"))

  /// A folder's own page, `_index.md`, with the list of what is in it.
  package static let section = ContentType(
    "section", label: "Section", nouns: ("section", "sections"))

  /// The site's first page, `content/_index.md`.
  package static let home = ContentType(
    "home", label: "Home", nouns: ("home page", "home pages"),
    fields: [
      Field("situations", .records(situationFields), "where a reader may stand, and where to go"),
      Field("start_with", .references, "questions whose answers open in place"),
    ])

  /// A topic's page, made from `waymark.yml`; `content/topics/name.md` may add a text.
  package static let topic = ContentType(
    "topic", folder: "topics", label: "Topic", nouns: ("topic", "topics"))

  /// The search form with everything by its first letter under it, at `/search/`.
  package static let search = ContentType(
    "search", label: "Page", nouns: ("search page", "search pages"))

  /// The site's pages and the links between them as a picture, at `/map/`.
  package static let map = ContentType("map", label: "Page", nouns: ("map", "maps"))

  /// What a host answers for an unknown address, `404.html`.
  package static let notFound = ContentType(
    "not-found", label: "Page", nouns: ("error page", "error pages"))

  private static let situationFields: [Field] = [
    Field("label", .text, "the situation, in the reader's words"),
    Field("page", .reference, "where to go"),
    Field("note", .text, "what is to be found there"),
  ]
}
