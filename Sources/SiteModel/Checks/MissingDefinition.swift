import Diagnostics

/// Reports terms that nothing explains.
enum MissingDefinition: PageCheck {
  static let rule = Rule(
    "missing-definition", .warning,
    "Mentions of a term show its `definition`. Without it and without a text, readers who follow a "
      + "mention learn nothing.",
    example: """
      content/glossary/churn.md:
      ---
      title: churn
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.term), page.text(.definition) == nil, page.parsed.body.bytes.isEmpty
    else { return [] }
    return finding(
      "the term “\(page.title)” has no definition", at: "title", of: page,
      help: "add `definition:` with the meaning in one sentence, or set `draft: true`")
  }
}
