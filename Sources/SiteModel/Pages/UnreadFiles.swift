import Text

/// Files and folders of the site that are there but could not be read.
///
/// Each has been reported as an error. What may refer to one of them is not called broken as well: it
/// works again when the file can be read.
package struct UnreadFiles: Sendable {
  /// Their paths under `content/`, sorted.
  let paths: [ContentPath]
  private let known: Set<String>
  /// Whether some are pages, or folders that may hold pages: their titles and aliases are not known.
  private let hasPages: Bool

  /// Takes paths under `content/`, of which an empty one is that folder itself.
  package init(_ paths: [ContentPath]) {
    self.paths = paths.sorted()
    known = Set(paths.map { $0.text.lowercased() })
    hasPages = paths.contains { $0.isMarkdown || !$0.name.contains(".") }
  }

  /// Whether a path is, or lies below, one of them, or is the address of a page that would.
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

  /// Whether a page's name, as a wiki link or front matter gives it, may mean one of them.
  func mayBeNamed(_ name: String, from page: ContentPath) -> Bool {
    guard !known.isEmpty else { return false }
    if hasPages, !name.utf8.contains(UInt8(ascii: "/")) { return true }
    return [page.resolving(name), ContentPath("").resolving(name)].contains { path in
      path.map(holds) ?? false
    }
  }

  /// Whether some of them lie in a folder, or hold it.
  func hasAny(in folder: String) -> Bool {
    holds(ContentPath(folder)) || paths.contains { $0.text.hasPrefix(folder + "/") }
  }
}
