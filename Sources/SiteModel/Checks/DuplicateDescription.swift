import Diagnostics

/// Reports pages with the same description as another page.
enum DuplicateDescription: Check {
  static let rule = Rule(
    "duplicate-description", .warning,
    "Search results show the description of a page. A description that two pages share does not "
      + "tell them apart.",
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

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    Duplicates.of(site.pages, by: { $0.record.text("description")?.lowercased() }).map {
      page, first in
      Diagnostic(
        rule, "another page has the same description", at: page.location(of: "description"),
        notes: [.init("the other page is here", at: first.location(of: "description"))],
        help: "describe what only this page contains")
    }
  }
}
