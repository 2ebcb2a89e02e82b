import Diagnostics

/// Reports resources without a disclosure.
enum MissingDisclosure: PageCheck {
  static let rule = Rule(
    "missing-disclosure", .warning,
    "Readers trust a recommendation if they know who profits from it. Every resource discloses this, "
      + "even if nobody profits.",
    example: """
      content/resources/book.md:
      ---
      title: A book
      kind: book
      ---
      Read it.
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.fieldName(.disclosure) != nil, page.text(.disclosure) == nil else { return [] }
    return finding(
      "“\(page.title)” does not disclose who profits from it", at: "title", of: page,
      help: "add `disclosure:`, such as `Nobody pays us for this recommendation.`")
  }
}
