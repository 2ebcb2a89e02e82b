extension ContentType {
  /// A picture that a template draws from the items in the page's front matter.
  package static let figure = ContentType(
    "figure", folder: "figures", label: "Picture", nouns: ("picture", "pictures"),
    shownIn: [.maps, .search, .feed],
    fields: [
      Field(
        "drawing", .word, "the template of `figures/` that draws it, such as `timeline`",
        role: .drawing),
      Field(
        "caption", .text, "what it shows, for readers who cannot see it", role: .caption,
        isSearched: true),
      Field("start", .text, "the start of the drawing", isSearched: true),
      Field("unit", .text, "the unit of its numbers, such as `months`"),
      Field(
        "items", .records(itemFields), "its items, in order", role: .items, isSearched: true),
    ],
    starter: Starter(
      frontMatter: "caption: What it shows.\ndrawing: branches\nitems:\n"
        + "  - {label: First, note: What it is.}\n"))

  private static let itemFields: [Field] = [
    Field("label", .text, "its name", isSearched: true),
    Field("note", .text, "a few words on it", isSearched: true),
    Field(
      "question", .text, "the question that leads to it if the answer is yes", isSearched: true),
    Field("entries", .texts, "its parts", isSearched: true),
    Field("from", .integer, "the start of its span"),
    Field("to", .integer, "the end of its span"),
    Field("page", .reference, "the page that it links to"),
  ]
}
