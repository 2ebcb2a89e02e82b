import Diagnostics

extension Rule {
  package static let futureDate = Rule(
    "future-date", .warning,
    "`updated` and `reviewed` tell of what was done, so a day to come is a slip of the keyboard. "
      + "A `date` to come is fine: the page appears on that day.",
    example: """
      content/articles/next-year.md:
      ---
      title: From the future
      reviewed: 9999-01-31
      ---
      """)
}

/// Finds days to come where only a past one makes sense.
enum FutureDate: PageCheck {
  static let rule = Rule.futureDate

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    ["updated", "reviewed"].compactMap { field in
      guard let date = page.record.date(field), date > site.day else { return nil }
      return Diagnostic(
        rule, "`\(field)` is \(date.text), a day to come", at: page.location(of: field),
        help: "write the day on which it was done; this build is of \(site.day.text)")
    }
  }
}
