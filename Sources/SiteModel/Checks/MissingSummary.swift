import Diagnostics

extension Rule {
  package static let missingSummary = Rule(
    "missing-summary", .note,
    "A guide opens with its answer in two to four sentences, for readers who have a minute.",
    example: """
      content/articles/start.md:
      ---
      title: Start here
      ---
      The answer is somewhere below.
      """)
}

/// Finds guides without a summary.
enum MissingSummary: PageCheck {
  static let rule = Rule.missingSummary

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type == .article, page.record.texts("summary").isEmpty else { return [] }
    return [
      Diagnostic(
        rule, "“\(page.title)” has no `summary`", at: page.location(of: "title"),
        help: "add `summary:` and under it two to four lines, each `- ` and a sentence")
    ]
  }
}
