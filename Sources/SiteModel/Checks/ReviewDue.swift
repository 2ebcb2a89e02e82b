import Diagnostics

extension Rule {
  package static let reviewDue = Rule(
    "review-due", .note,
    "`review_after` in `waymark.yml` says how long a page's last review holds. It is a note, which "
      + "`--strict` never raises, so that a guide nobody touched can always be published.",
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
}

/// Finds pages whose last review is too long ago.
enum ReviewDue: PageCheck {
  static let rule = Rule.reviewDue

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.isContent, let reviewed = page.record.date("reviewed"),
      let period = site.site.configuration.reviewAfter
    else { return [] }
    let due = reviewed.adding(months: period.months)
    guard due < site.day else { return [] }
    return [
      Diagnostic(
        rule, "the review of “\(page.title)” was due on \(due.text)",
        at: page.location(of: "reviewed"),
        help: "compare the page with its sources, then set `reviewed: \(site.day.text)`")
    ]
  }
}
