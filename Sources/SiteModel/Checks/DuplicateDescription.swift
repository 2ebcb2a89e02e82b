import Diagnostics

extension Rule {
  package static let duplicateDescription = Rule(
    "duplicate-description", .warning,
    "A description says in search results what is on this page. One that two pages share says it of "
      + "neither.",
    example: """
      content/articles/one.md:
      ---
      title: One
      description: Everything about it.
      ---
      content/articles/two.md:
      ---
      title: Two
      description: Everything about it.
      ---
      """)
}

/// Finds pages that have the description of another.
enum DuplicateDescription: Check {
  static let rule = Rule.duplicateDescription

  static func problems(in site: CheckedSite) -> [Diagnostic] {
    Duplicates.of(site.pages, by: { $0.record.text("description")?.lowercased() }).map {
      page, first in
      Diagnostic(
        rule, "another page has this description", at: page.location(of: "description"),
        notes: [.init("the other page is here", at: first.location(of: "description"))],
        help: "say what a reader finds on this page alone")
    }
  }
}
