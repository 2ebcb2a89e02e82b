import Diagnostics

/// Reports paths without steps.
enum MissingSteps: PageCheck {
  static let rule = Rule(
    "missing-steps", .warning,
    "A path is a series of pages, which `steps` lists. Without steps it leads nowhere.",
    example: """
      content/paths/first-week.md:
      ---
      title: The first week
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.fieldName(.steps) != nil, page.parsed.records(.steps).isEmpty else {
      return []
    }
    return finding(
      "the path “\(page.title)” has no steps", at: "title", of: page,
      help: "add `steps:` with a `page` for each, or set `draft: true`")
  }
}
