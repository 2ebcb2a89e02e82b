extension Views {
  /// The fields of `guide` in the templates of the whole guide.
  package static let guideFields: [(name: String, summary: String)] = [
    ("title", "the site's name"), ("tagline", "what it is, in one line, or none"),
    ("author", "who writes it, or none"),
    ("updated", "the day on which a page last changed, or none"),
    ("styles", "the addresses of its style sheets"), ("cover", "the title page as HTML"),
    ("contents", "its parts: title, id, children"), ("body", "all pages as HTML"),
    (
      "addresses",
      "the addresses that its links lead to, in the order of their numbers: id, address"
    ),
    ("canonical", "its whole address, none without `base_url`"),
  ]
}
