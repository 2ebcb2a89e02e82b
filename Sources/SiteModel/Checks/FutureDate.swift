import Diagnostics

/// Reports dates of changes and reviews that lie in the future.
enum FutureDate: PageCheck {
  static let rule = Rule(
    "future-date", .warning,
    "`updated` and `reviewed` are dates of past changes, so a date in the future is a typing error. "
      + "A `date` in the future is valid: the page appears on that day.",
    example: """
      content/articles/next-year.md:
      ---
      title: From the future
      reviewed: 9999-01-31
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    ["updated", "reviewed"].compactMap { field in
      guard let date = page.record.date(field), date > site.day else { return nil }
      return Diagnostic(
        rule, "`\(field)` is a date in the future: \(date.text)", at: page.location(of: field),
        help: "write a date up to the day of this build, \(site.day.text)")
    }
  }
}
