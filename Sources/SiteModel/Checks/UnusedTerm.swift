import Diagnostics

/// Reports terms that no page mentions or links to.
enum UnusedTerm: PageCheck {
  static let rule = Rule(
    "unused-term", .note,
    "Mentions of a glossary term become links to it. If no text mentions a term, either the texts use "
      + "another spelling, which belongs in `aliases`, or the term is not needed.",
    example: """
      content/glossary/churn.md:
      ---
      title: churn
      definition: Customers who leave.
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.term), site.site.termUses[page.id].isEmpty,
      site.site.graph.backlinks[page.id].isEmpty
    else { return [] }
    return finding(
      "no page mentions the term “\(page.title)”", at: "title", of: page,
      help: "add the spellings in texts to `aliases`, or remove the term")
  }
}
