import Diagnostics

/// Reports pages with the same title as another page.
enum DuplicateTitle: Check {
  static let rule = Rule(
    "duplicate-title", .warning,
    "Readers cannot tell pages with the same title apart in search results, lists and tabs. Authors "
      + "cannot link to them by title.",
    example: """
      content/articles/one.md:
      ---
      title: Start here
      ---
      content/articles/two.md:
      ---
      title: Start here
      ---
      """)

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    let pages = site.pages.filter(\.type.isContent)
    return Duplicates.of(pages, by: { $0.title.lowercased() }).map { page, first in
      Diagnostic(
        rule, "another page has the title “\(page.title)” too", at: page.location(of: "title"),
        notes: [.init("the other page is here", at: first.location(of: "title"))],
        help: "add to the title what distinguishes this page")
    }
  }
}
