extension ContentType {
  /// A series of pages, each with a reason to read it and a sign that it is done.
  package static let path = ContentType(
    "path", folder: "paths", label: "Path", nouns: ("path", "paths"),
    shownIn: [.maps, .search, .feed],
    fields: [
      Field("for", .text, "who the path is for", isSearched: true),
      Field("outcome", .text, "what the reader has achieved at the end", isSearched: true),
      Field("time", .text, "how long it takes in all"),
      Field("steps", .records(stepFields), "the pages in order", role: .steps, isSearched: true),
    ],
    starter: Starter(
      frontMatter: "# for: Whom it suits.\n# outcome: What the reader has at its end.\n"
        + "# steps:\n#   - {page: articles/first-page, note: Why., done_when: The sign.}\n"))

  private static let stepFields: [Field] = [
    Field("page", .reference, "the page of the step"),
    Field("note", .text, "why the step, and what to do", isSearched: true),
    Field("done_when", .text, "how the reader knows that it is done", isSearched: true),
    Field("duration", .text, "how long it takes"),
  ]
}
