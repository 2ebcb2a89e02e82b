import Diagnostics

/// Something that is looked for in a linked site, which builds all the same.
///
/// A check is a type in a file of its own, with its rule, a line in `Checks.all` and a case. Its cost
/// is linear in pages and links. What the Markdown alone shows is reported when it is parsed.
package protocol Check: Sendable {
  /// What it reports.
  static var rule: Rule { get }
  static func problems(in site: CheckedSite) -> [Diagnostic]
}

/// A check that looks at one page at a time, on all cores.
package protocol PageCheck: Check {
  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic]
}

extension PageCheck {
  package static func problems(in site: CheckedSite) -> [Diagnostic] {
    site.pages.flatMap { problems(in: $0, of: site) }
  }
}

/// A linked site, and what checks need beside it.
package struct CheckedSite: Sendable {
  package let site: Site
  /// The day of the build.
  package let day: CalendarDate
  /// How many bytes each file has that is copied as it is.
  package let fileSizes: [ContentPath: Int]
  /// The pages that authors wrote, in the order of their paths.
  package let pages: [Page]
  /// The pages that earlier addresses lead to.
  let redirected: Set<PageID>

  package init(_ site: Site, day: CalendarDate, fileSizes: [ContentPath: Int]) {
    self.site = site
    self.day = day
    self.fileSizes = fileSizes
    redirected = Set(site.routes.redirects.map(\.to))
    pages = site.pages.filter { !$0.parsed.isGenerated }
  }
}

extension Page {
  /// Where a field of the front matter stands, else the file.
  func location(of field: String) -> Location {
    guard let range = record.range(of: field), !range.isEmpty else { return source.location }
    return source.location(of: range)
  }
}
