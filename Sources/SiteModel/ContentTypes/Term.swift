extension ContentType {
  /// A word of the glossary; its first mention in each section of a page links to it.
  package static let term = ContentType(
    "term", folder: "glossary", label: "Term", nouns: ("term", "terms"),
    fields: [Field("definition", .text, "the meaning in one sentence, shown as a tooltip")],
    livesOnIndexWhenEmpty: true)
}
