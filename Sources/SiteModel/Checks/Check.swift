import Diagnostics

/// A check of a linked site.
///
/// Its findings do not stop the build.
///
/// A check is a type in a file of its own, with its rule, an entry in `Checks.all` and a test case. It takes
/// linear time in pages and links. Checks of Markdown syntax run when a page is parsed.
package protocol Check: Sendable {
  /// The rule of its diagnostics.
  static var rule: Rule { get }
  static func diagnostics(in site: CheckedSite) -> [Diagnostic]
}

/// A check that looks at one page at a time, and runs on all cores.
package protocol PageCheck: Check {
  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic]
}

extension PageCheck {
  /// One diagnostic at a field of the front matter.
  static func finding(
    _ message: String, at field: String, of page: Page, help: String
  ) -> [Diagnostic] {
    [Diagnostic(rule, message, at: page.location(of: field), help: help)]
  }

  /// Checks all pages, one after another.
  package static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    site.pages.flatMap { diagnostics(in: $0, of: site) }
  }
}

/// A linked site with further input of checks.
package struct CheckedSite: Sendable {
  /// The site.
  package let site: Site
  /// The day of the build.
  package let day: CalendarDate
  /// The files that are copied to the built site.
  package let files: [ContentPath: SourceText]
  /// The pages that have source files, in path order.
  package let pages: [Page]
  /// The pages that are targets of redirects.
  let redirected: Set<PageID>

  /// Prepares a site for checks.
  package init(_ site: Site, day: CalendarDate, files: [ContentPath: SourceText]) {
    self.site = site
    self.day = day
    self.files = files
    redirected = Set(site.routes.redirects.map(\.to))
    pages = site.pages.filter { !$0.parsed.isGenerated }
  }
}

extension Page {
  /// The location of a field of the front matter, or of the file if the field is not set.
  func location(of field: String) -> Location {
    guard let range = record.range(of: field), !range.isEmpty else { return source.location }
    return source.location(of: range)
  }
}
