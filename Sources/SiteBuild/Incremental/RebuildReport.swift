import SiteModel

/// What an incremental build made again, and why.
package struct RebuildReport: Sendable {
  /// Why a page was rendered.
  package enum Cause: Sendable, Hashable {
    /// No earlier build rendered it.
    case new
    /// It has another template, or its template changed, or something that the template reads of `site`.
    case template
    /// These fields of `page` have other values.
    case fields([String])
  }

  /// The files that were rendered, in the order of the site's pages.
  package private(set) var rendered: [(path: OutputPath, cause: Cause)] = []

  /// Adds a file that was rendered.
  mutating func add(_ path: OutputPath, _ cause: Cause) { rendered.append((path, cause)) }
}
