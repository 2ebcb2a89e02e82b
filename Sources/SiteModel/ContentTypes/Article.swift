extension ContentType {
  /// A guide: an answer, its reasons, and the next step.
  package static let article = ContentType(
    "article", folder: "articles", label: "Guide", nouns: ("article", "articles"),
    roles: [.guide, .leadsOn, .findsRelated],
    fields: [
      Field("audience", .text, "who it is for", isSearched: true),
      Field(
        "faq", .references, "questions shown with their answers under the text", role: .questions),
      Field("resources", .references, "resources that the text recommends"),
    ],
    starter: Starter(
      frontMatter:
        "# summary:\n#   - The answer first, in a sentence.\n#   - What else must be known.\n"))
}
