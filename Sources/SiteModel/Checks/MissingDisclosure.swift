import Diagnostics

extension Rule {
  package static let missingDisclosure = Rule(
    "missing-disclosure", .warning,
    "Readers trust a recommendation when they know who gains from it. Each resource says so, even if "
      + "the answer is nobody.",
    example: """
      content/resources/book.md:
      ---
      title: A book
      kind: book
      ---
      Read it.
      """)
}

/// Finds resources that do not say who gains.
enum MissingDisclosure: PageCheck {
  static let rule = Rule.missingDisclosure

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type == .resource, page.record.text("disclosure") == nil else { return [] }
    return [
      Diagnostic(
        rule, "“\(page.title)” does not say who gains from it", at: page.location(of: "title"),
        help: "add `disclosure:`, such as `Nobody pays us for naming it.`")
    ]
  }
}
