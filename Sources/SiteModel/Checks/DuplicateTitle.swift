import Diagnostics

extension Rule {
  package static let duplicateTitle = Rule(
    "duplicate-title", .warning,
    "Two pages of one title cannot be told apart in search results, lists and tabs, and neither can "
      + "be linked to by its title.",
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
}

/// Finds pages that have the title of another.
enum DuplicateTitle: Check {
  static let rule = Rule.duplicateTitle

  static func problems(in site: CheckedSite) -> [Diagnostic] {
    let pages = site.pages.filter(\.isContent)
    return Duplicates.of(pages, by: { $0.title.lowercased() }).map { page, first in
      Diagnostic(
        rule, "another page has the title “\(page.title)”", at: page.location(of: "title"),
        notes: [.init("the other page is here", at: first.location(of: "title"))],
        help: "say in the title what this page has that the other has not")
    }
  }
}

/// Pages that have something that an earlier one has.
enum Duplicates {
  /// Each such page with the first that has it; pages without a key are passed over.
  static func of(_ pages: [Page], by key: (Page) -> String?) -> [(page: Page, first: Page)] {
    var owners: [String: Page] = [:]
    var found: [(page: Page, first: Page)] = []
    for page in pages {
      guard let key = key(page) else { continue }
      if let owner = owners[key] {
        found.append((page, owner))
      } else {
        owners[key] = page
      }
    }
    return found
  }
}
