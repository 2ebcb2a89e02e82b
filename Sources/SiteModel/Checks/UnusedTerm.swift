import Diagnostics

extension Rule {
  package static let unusedTerm = Rule(
    "unused-term", .note,
    "A term of the glossary is linked where a text mentions it. One that no text mentions is either "
      + "called something else there, which `aliases` can say, or not needed.",
    example: """
      content/glossary/churn.md:
      ---
      title: churn
      definition: Customers who leave.
      ---
      """)
}

/// Finds terms that no page mentions or links to.
enum UnusedTerm: PageCheck {
  static let rule = Rule.unusedTerm

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type == .term, site.site.termUses[page.id].isEmpty,
      site.site.graph.backlinks[page.id].isEmpty
    else { return [] }
    return [
      Diagnostic(
        rule, "no page mentions the term “\(page.title)”", at: page.location(of: "title"),
        help: "add the spellings that texts use by `aliases`, or remove the term")
    ]
  }
}
