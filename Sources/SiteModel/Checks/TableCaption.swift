import Diagnostics

/// Reports table pages without a caption.
enum TableCaption: PageCheck {
  static let rule = Rule(
    "table-caption", .warning,
    "The caption says what a table compares. Pages that embed the table show it, and screen readers "
      + "announce it.",
    example: """
      content/tables/tools.md:
      ---
      title: Tools
      ---
      | Tool | Price |
      | --- | --- |
      | One | none |
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.parsed.table != nil, page.text(.caption) == nil else {
      return []
    }
    return finding(
      "the table “\(page.title)” has no `caption`", at: "title", of: page,
      help: "add `caption:` with the subject of the table")
  }
}
