import Diagnostics

extension Rule {
  package static let longDescription = Rule(
    "long-description", .note,
    "Search engines cut descriptions at about 160 characters, so what comes after is not read there.",
    example: """
      content/articles/long.md:
      ---
      title: Long
      description: A description that goes on and on, past the point where every list of results has \
      cut it off, and whose last words are therefore read by nobody but the person who wrote them.
      ---
      """)
}

/// Finds descriptions that search engines cut.
enum LongDescription: PageCheck {
  static let rule = Rule.longDescription
  private static let limit = 160

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard let text = page.record.text("description"), text.utf8.count > limit else { return [] }
    let count = text.unicodeScalars.count
    guard count > limit else { return [] }
    return [
      Diagnostic(
        rule, "this description has \(count) characters; about \(limit) are shown",
        at: page.location(of: "description"), help: "say the same in fewer words")
    ]
  }
}
