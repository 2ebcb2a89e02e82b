import Diagnostics

extension Rule {
  package static let missingDescription = Rule(
    "missing-description", .note,
    "The description stands under the title, in lists, search results and previews. Without one they "
      + "show a title alone.",
    example: """
      content/articles/start.md:
      ---
      title: Start here
      ---
      """)
}

/// Finds pages without a description.
enum MissingDescription: PageCheck {
  static let rule = Rule.missingDescription

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    // A term has its definition instead.
    guard page.isContent, page.type != .term, page.record.text("description") == nil else {
      return []
    }
    return [
      Diagnostic(
        rule, "“\(page.title)” has no `description`", at: page.location(of: "title"),
        help: "add `description:` with one sentence that says what the reader will know")
    ]
  }
}
