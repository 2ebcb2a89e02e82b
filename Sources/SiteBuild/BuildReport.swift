import SiteModel

/// What a build did anew, and why.
package struct BuildReport: Sendable {
  /// Why a page was rendered.
  package enum Cause: Sendable, Hashable {
    /// There was nothing to take over.
    case new
    /// Another template, or another text of one, or something that every page may read.
    case template
    /// These fields of `page` have other values.
    case fields([String])
  }

  /// The files that were parsed, sorted.
  package var parsed: [ContentPath] = []
  /// The pages that were rendered, in the order of the site's pages, and why.
  package var rendered: [(path: OutputPath, cause: Cause)] = []
  /// How many pages were left as they were.
  package var keptCount = 0

  mutating func add(_ pages: [PageRenderer.Rendered?], _ memo: RenderMemo?) {
    for page in pages {
      if let page, page.isNew {
        rendered.append((page.path, page.entry.flatMap { memo?.cause(page.path, $0) } ?? .new))
      } else {
        keptCount += 1
      }
    }
  }
}
