extension ContentType {
  /// A term of the glossary.
  ///
  /// The first mention in each section of a page links to it.
  package static let term = ContentType(
    "term", folder: "glossary", label: "Term", nouns: ("term", "terms"),
    roles: [.term, .listEntry, .entryWhenEmpty],
    // Terms are too many for maps, and are linked from everywhere.
    shownIn: [.search, .feed],
    fields: [
      Field(
        "definition", .text, "the meaning in one sentence, shown as a tooltip", role: .definition)
    ],
    starter: Starter(
      frontMatter: "# definition: What it means, in one sentence.\n", body: ""),
    isCounted: true)
}
