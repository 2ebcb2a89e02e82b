/// Where a page lives on the site, below its base: `articles/resume/`; empty for the home page.
///
/// A route says nothing of the base path: `SiteAddress` adds it.
package struct Route: Sendable, Hashable, Comparable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The route that a page's file gives it; `slug` stands for the file's name.
  package init(for path: ContentPath, slug: String) {
    var parts = path.components.dropLast().map { Slug(String($0)).text }
    if !path.isIndex { parts.append(slug) }
    text = parts.map { $0 + "/" }.joined()
  }

  /// The file that a static host answers the route with.
  package var outputPath: OutputPath {
    OutputPath(text.isEmpty || text.hasSuffix("/") ? text + "index.html" : text)
  }

  package static func < (left: Route, right: Route) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

/// The path of a file in the built site, with slashes and without a leading one.
package struct OutputPath: Sendable, Hashable, Comparable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func < (left: OutputPath, right: OutputPath) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
