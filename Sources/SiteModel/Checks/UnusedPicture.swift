import Diagnostics

/// Reports pictures that no page uses.
package enum UnusedPicture: Check {
  /// The rule of its diagnostics.
  package static let rule = Rule(
    "unused-picture", .note,
    "A picture below the folder of the pages is published even if no page shows it or links to it. It may be left from a "
      + "page that was removed, and everyone who knows its address can see it.",
    example: """
      content/articles/left-over.svg:
      <svg xmlns="http://www.w3.org/2000/svg"/>
      """,
    grouping: .once)
  private static let endings: Set = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"]

  /// Finds the pictures that no page uses.
  package static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    let configuration = site.site.configuration
    // In the site's own folder, only files that pages use are published.
    if configuration.content.isSite { return [] }
    let pictures = site.site.files.filter { path in
      path.name.split(separator: ".").last.map { endings.contains($0.lowercased()) } ?? false
    }
    guard !pictures.isEmpty else { return [] }
    let used = site.site.usedFiles
    return pictures.filter { !used.contains($0) }.sorted().map { path in
      Diagnostic(
        rule, "no page uses the picture `\(path.name)`",
        at: site.files[path]?.location ?? Location(path: configuration.content.prefix + path.text),
        help: "show it on a page, or remove it")
    }
  }
}
