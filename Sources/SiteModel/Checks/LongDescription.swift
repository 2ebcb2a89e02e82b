import Diagnostics

/// Reports descriptions that search engines cut.
enum LongDescription: PageCheck {
  static let rule = Rule(
    "long-description", .note,
    "Search engines cut descriptions after about 160 characters.",
    example: """
      content/articles/long.md:
      ---
      title: Long
      description: A description that goes on and on, past the point where every list of results has \
      cut it off, and whose last words are therefore read by nobody but the person who wrote them.
      ---
      """)
  private static let limit = 160

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard let text = page.record.text("description"), text.utf8.count > limit else { return [] }
    let count = text.unicodeScalars.count
    guard count > limit else { return [] }
    return finding(
      "the description has \(count) characters, and search engines show about \(limit)",
      at: "description", of: page,
      help: "shorten it")
  }
}
