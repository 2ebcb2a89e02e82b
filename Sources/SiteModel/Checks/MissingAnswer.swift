import Diagnostics

extension Rule {
  package static let missingAnswer = Rule(
    "missing-answer", .warning,
    "The text of a question's page is its answer; `answer` may give it in one sentence.",
    example: """
      content/faq/why.md:
      ---
      title: Why?
      ---
      """)
}

/// Finds questions without an answer.
enum MissingAnswer: PageCheck {
  static let rule = Rule.missingAnswer

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type == .faq, page.parsed.body.bytes.isEmpty, page.record.text("answer") == nil
    else { return [] }
    return [
      Diagnostic(
        rule, "“\(page.title)” has no answer", at: page.location(of: "title"),
        help: "write the answer under the front matter, or mark the page `draft: true` until then")
    ]
  }
}
