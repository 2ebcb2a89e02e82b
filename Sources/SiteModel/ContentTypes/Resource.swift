extension ContentType {
  /// A book, course, tool or community, with who gains from it.
  package static let resource = ContentType(
    "resource", folder: "resources", label: "Resource", nouns: ("resource", "resources"),
    fields: [
      Field("url", .address, "its address"),
      Field("where", .text, "how to find it, where there is no address"),
      Field("kind", .choice(["book", "course", "tool", "community"]), "what it is"),
      Field("cost", .text, "its price, if checked"),
      Field("disclosure", .text, "who gains when a reader uses it"),
    ])
}
