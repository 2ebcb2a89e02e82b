extension ContentType {
  /// A book, course, tool or community that the site recommends.
  package static let resource = ContentType(
    "resource", folder: "resources", label: "Resource", nouns: ("resource", "resources"),
    shownIn: [.maps, .search, .feed],
    fields: [
      Field("url", .address, "its address"),
      Field("where", .text, "how to find it, if it has no address", isSearched: true),
      Field(
        "kind", .choice(["book", "course", "tool", "community"]), "what it is", isSearched: true),
      Field("cost", .text, "its price"),
      Field(
        "disclosure", .text, "who profits when a reader uses it", role: .disclosure,
        isSearched: true),
    ],
    starter: Starter(
      frontMatter: "# where: How to find it, or url: https://example.org/\n"
        + "# disclosure: Who gains from it.\n"))
}
