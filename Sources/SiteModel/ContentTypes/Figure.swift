extension ContentType {
  /// A picture that a template draws from the items in the page's front matter.
  package static let figure = ContentType(
    "figure", folder: "figures", label: "Picture", nouns: ("picture", "pictures"),
    fields: [
      Field("drawing", .word, "the template of `figures/` that draws it, such as `timeline`"),
      Field("caption", .text, "what it shows, in words that do without it"),
      Field("start", .text, "where the drawing starts"),
      Field("unit", .text, "what its numbers count, such as `months`"),
      Field("items", .records(itemFields), "what it shows, in order"),
    ])

  private static let itemFields: [Field] = [
    Field("label", .text, "its name"),
    Field("note", .text, "a few words on it"),
    Field("question", .text, "what leads to it if the answer is yes"),
    Field("entries", .texts, "what belongs to it"),
    Field("from", .integer, "where its span begins"),
    Field("to", .integer, "where its span ends"),
    Field("page", .reference, "where it leads"),
  ]
}
