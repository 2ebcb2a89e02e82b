extension ContentType {
  /// A guide: an answer, its reasons, and what to do next.
  package static let article = ContentType(
    "article", folder: "articles", label: "Guide", nouns: ("article", "articles"),
    fields: [
      Field("audience", .text, "who it is for"),
      Field("faq", .references, "questions shown with their answers under the text"),
      Field("resources", .references, "resources that the text recommends"),
    ])
}
