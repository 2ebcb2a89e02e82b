import Text

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
    let folder = path.folder
    if Slug.isPage(folder.utf8, orPath: true) {
      text = folder + (path.isIndex ? "/" : "/" + slug + "/")
      return
    }
    var parts = path.components.dropLast().map { Slug.page(String($0)) }
    if !path.isIndex { parts.append(slug) }
    text = parts.map { ($0.isEmpty ? "-" : $0) + "/" }.joined()
  }

  /// The route that an earlier address had, exactly as it was, or `nil` where it is none.
  ///
  /// `blog/post.html` is a file, anything without an ending a folder.
  package init?(earlierAddress: String) {
    let parts = earlierAddress.split(separator: "/")
    guard let last = parts.last, !earlierAddress.contains("//"), !parts.contains("."),
      !parts.contains(".."),
      earlierAddress.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && !"\\#?".utf8.contains($0) })
    else { return nil }
    let isFile = last.contains(".") && !earlierAddress.hasSuffix("/")
    text = parts.joined(separator: "/") + (isFile ? "" : "/")
  }

  /// The last part of the address; `nil` for the home page.
  var name: String? {
    let path = text.utf8.last == UInt8(ascii: "/") ? text.dropLast() : text[...]
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    return path.isEmpty ? nil : String(path[(start ?? path.startIndex)...])
  }

  /// The address of the folder above; `nil` for the home page.
  var folder: Route? {
    guard let name else { return nil }
    return Route(String(text.dropLast(name.count + (text.hasSuffix("/") ? 1 : 0))))
  }

  /// The file that a static host answers the route with.
  package var outputPath: OutputPath {
    OutputPath(text.isEmpty || text.hasSuffix("/") ? text + "index.html" : text)
  }

  package static func < (left: Route, right: Route) -> Bool {
    left.text.precedesInUTF8(right.text)
  }
}
