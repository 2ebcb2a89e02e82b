import Diagnostics

/// Reports guides without a summary.
enum MissingSummary: PageCheck {
  static let rule = Rule(
    "missing-summary", .note,
    "A guide starts with a summary in two to four sentences, for readers with little time.",
    example: """
      content/articles/start.md:
      ---
      title: Start here
      ---
      The answer is somewhere below.
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.guide), page.record.texts("summary").isEmpty else { return [] }
    return finding(
      "“\(page.title)” has no `summary`", at: "title", of: page,
      help: "add `summary:` with a list of two to four sentences")
  }
}
