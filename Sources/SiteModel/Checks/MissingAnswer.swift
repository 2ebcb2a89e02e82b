import Diagnostics

/// Reports questions without an answer.
enum MissingAnswer: PageCheck {
  static let rule = Rule(
    "missing-answer", .warning,
    "The text of a question page is the answer. `answer` can give it in one sentence.",
    example: """
      content/faq/why.md:
      ---
      title: Why?
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.question), page.parsed.body.bytes.isEmpty, page.text(.answer) == nil
    else { return [] }
    return finding(
      "“\(page.title)” has no answer", at: "title", of: page,
      help: "write the answer below the front matter, or set `draft: true`")
  }
}
