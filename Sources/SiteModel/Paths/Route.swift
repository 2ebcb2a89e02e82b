import Text

/// The address of a page relative to the root of the site: `articles/resume/`; empty for the home page.
///
/// `SiteAddress` adds the base path.
package struct Route: Sendable, Hashable, Comparable {
  /// The path as text: with a slash at its end for a folder, without one for a file.
  package let text: String

  /// A route, which is not validated.
  package init(_ text: String) {
    self.text = text
  }

  /// The route of the page at a place, with `slug` instead of the file name.
  ///
  /// - `folderSlugs`: The parts of addresses that folders set instead of their names, by path of the folder.
  package init(for place: ContentPath, slug: String, _ folderSlugs: [String: String] = [:]) {
    let folder = place.folder
    if folderSlugs.isEmpty, Slug.isPage(folder.utf8, orPath: true) {
      text = folder + (place.isIndex ? "/" : "/" + slug + "/")
      return
    }
    var parts: [String] = []
    var path = ""
    for name in place.components.dropLast() {
      path += (path.isEmpty ? "" : "/") + name
      parts.append(folderSlugs[path] ?? Slug.page(String(name)))
    }
    if !place.isIndex { parts.append(slug) }
    text = parts.map { ($0.isEmpty ? "-" : $0) + "/" }.joined()
  }

  /// The route of an earlier address, percent-decoded; `nil` if it is not a valid address.
  ///
  /// `blog/post.html` is a file. A name without an extension is a folder.
  package init?(earlierAddress written: String) {
    let earlierAddress = written.strictlyPercentDecoded ?? written
    let parts = earlierAddress.split(separator: "/")
    guard let last = parts.last, !earlierAddress.contains("//"), !parts.contains("."),
      !parts.contains(".."),
      earlierAddress.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && !"\\#?".utf8.contains($0) })
    else { return nil }
    let isFile = last.contains(".") && !earlierAddress.hasSuffix("/")
    text = parts.joined(separator: "/") + (isFile ? "" : "/")
  }

  /// The last component; `nil` for the home page.
  var name: String? {
    let path = text.utf8.last == UInt8(ascii: "/") ? text.dropLast() : text[...]
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    return path.isEmpty ? nil : String(path[(start ?? path.startIndex)...])
  }

  /// The route of the parent folder; `nil` for the home page.
  var folder: Route? {
    guard let name else { return nil }
    return Route(String(text.dropLast(name.count + (text.hasSuffix("/") ? 1 : 0))))
  }

  /// The file that a static web server sends for the route.
  package var outputPath: OutputPath {
    OutputPath(text.isEmpty || text.hasSuffix("/") ? text + "index.html" : text)
  }

  /// Orders routes by their bytes.
  package static func < (left: Route, right: Route) -> Bool {
    left.text.precedesInUTF8(right.text)
  }
}
