import SiteModel

/// The pages that an incremental build rendered again, with the reasons.
package struct RebuildReport: Sendable {
  /// The reason for rendering a page.
  package enum Cause: Sendable, Hashable {
    /// The page or redirect was not rendered by the previous build, or rendering it failed.
    case new
    /// The page uses another template, the template changed, or a field of `site` that the template reads changed.
    case template
    /// The values of these fields of `page` changed.
    case fields([String])
  }

  /// The files that were rendered, in the order of the site's pages.
  package private(set) var rendered: [(path: OutputPath, cause: Cause)] = []

  /// Adds a file that was rendered.
  mutating func add(_ path: OutputPath, _ cause: Cause) { rendered.append((path, cause)) }
}
