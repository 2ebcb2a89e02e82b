import Diagnostics

/// Reports pages without a description.
enum MissingDescription: PageCheck {
  static let rule = Rule(
    "missing-description", .note,
    "Pages, lists, search results and previews show the description. Without one they show only the "
      + "title.",
    example: """
      content/articles/start.md:
      ---
      title: Start here
      ---
      """,
    grouping: .once)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    // A term has a definition instead.
    guard page.type.isContent, page.type.fieldName(.definition) == nil,
      page.record.text("description") == nil
    else { return [] }
    return finding(
      "“\(page.title)” has no `description`", at: "title", of: page,
      help: "add `description:` with one sentence about the content")
  }
}
