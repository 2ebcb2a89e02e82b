import Text

/// Files and folders of the site that exist but could not be read.
///
/// Each has been reported as an error, so links to them are not reported as broken.
package struct UnreadFiles: Sendable {
  /// The paths under `content/`, sorted.
  let paths: [ContentPath]
  private let known: Set<String>
  /// Whether some are pages or folders, which can contain pages with unknown titles and aliases.
  private let hasPages: Bool

  /// A set of unreadable files.
  ///
  /// - `paths`: Paths under `content/`; an empty path is the folder itself.
  package init(_ paths: [ContentPath]) {
    self.paths = paths.sorted()
    known = Set(paths.map { $0.text.lowercased() })
    hasPages = paths.contains { $0.isMarkdown || !$0.name.contains(".") }
  }

  /// Whether a path, or the source file of the page at that path, is one of these files or below one of these
  /// folders.
  package func holds(_ path: ContentPath) -> Bool {
    guard !known.isEmpty else { return false }
    let text = path.text.lowercased()
    if known.contains(text + ".md") || known.contains(text + "/_index.md") { return true }
    var above = text[...]
    while !known.contains(String(above)) {
      guard !above.isEmpty else { return false }
      above = above[..<(above.lastIndex(of: "/") ?? above.startIndex)]
    }
    return true
  }

  /// Whether a name in a wiki link or in front matter could refer to one of these files.
  func mayBeNamed(_ name: String, from page: ContentPath) -> Bool {
    guard !known.isEmpty else { return false }
    if hasPages, !name.utf8.contains(UInt8(ascii: "/")) { return true }
    return [page.resolving(name), ContentPath("").resolving(name)].contains { path in
      path.map(holds) ?? false
    }
  }

  /// Whether a folder contains some of these files, or is below one of these folders.
  func hasAny(in folder: String) -> Bool {
    holds(ContentPath(folder)) || paths.contains { $0.text.hasPrefix(folder + "/") }
  }
}
