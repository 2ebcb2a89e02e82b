import Diagnostics

extension Rule {
  package static let tableCaption = Rule(
    "table-caption", .warning,
    "The caption says what a table compares, wherever the table is embedded, and is what a screen "
      + "reader announces it by.",
    example: """
      content/tables/tools.md:
      ---
      title: Tools
      ---
      | Tool | Price |
      | --- | --- |
      | One | none |
      """)
}

/// Finds table pages without a caption.
enum TableCaption: PageCheck {
  static let rule = Rule.tableCaption

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type == .table, page.parsed.table != nil, page.record.text("caption") == nil else {
      return []
    }
    return [
      Diagnostic(
        rule, "the table “\(page.title)” has no `caption`", at: page.location(of: "title"),
        help: "add `caption:` with what the table compares")
    ]
  }
}
