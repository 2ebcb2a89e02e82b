extension ContentType {
  /// Pages in an order, each with the reason to read it and the sign that it is done.
  package static let path = ContentType(
    "path", folder: "paths", label: "Path", nouns: ("path", "paths"),
    fields: [
      Field("for", .text, "whom the path suits"),
      Field("outcome", .text, "what the reader has at its end"),
      Field("time", .text, "how long it takes in all"),
      Field("steps", .records(stepFields), "the pages in order"),
    ])

  private static let stepFields: [Field] = [
    Field("page", .reference, "the page of the step"),
    Field("note", .text, "why the step, and what to do"),
    Field("done_when", .text, "how the reader knows that it is done"),
    Field("duration", .text, "how long it takes"),
  ]
}
