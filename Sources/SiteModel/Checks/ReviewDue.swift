import Diagnostics

/// Reports pages whose last review is too long ago.
enum ReviewDue: PageCheck {
  static let rule = Rule(
    "review-due", .note,
    "`review_after` in `waymark.yml` sets the time between two reviews of a page. This is a note, which "
      + "`--strict` does not turn into an error, so time alone never breaks a build.",
    example: """
      waymark.yml:
      title: Example
      review_after: 6 months
      content/articles/old.md:
      ---
      title: Written long ago
      reviewed: 2020-01-31
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.isContent, let reviewed = page.record.date("reviewed"),
      let period = site.site.configuration.reviewAfter
    else { return [] }
    let due = reviewed.adding(months: period.months)
    guard due < site.day else { return [] }
    return finding(
      "“\(page.title)” was due for review on \(due.text)", at: "reviewed", of: page,
      help: "compare the page with its sources, then set `reviewed: \(site.day.text)`")
  }
}
