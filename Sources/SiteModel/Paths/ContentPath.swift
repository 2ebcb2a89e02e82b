import Text

/// The path of a file below `content/`, without a leading slash: `articles/resume.md`.
package struct ContentPath: Sendable, Hashable, Comparable {
  /// The path as text, with slashes between its parts.
  package let text: String

  /// A path, which is not validated.
  package init(_ text: String) {
    self.text = text
  }

  /// The names of the folders and of the file, in order.
  package var components: [Substring] { text.split(separator: "/") }

  /// The name of the file with its extension.
  package var name: String {
    let bytes = text.utf8
    return bytes.lastIndex(of: UInt8(ascii: "/")).map { String(text[bytes.index(after: $0)...]) }
      ?? text
  }

  /// The name without its last extension.
  package var stem: String {
    let name = self.name
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return name
    }
    return String(name[..<dot])
  }

  /// The folder of the file; empty for files directly in `content/`.
  package var folder: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) } ?? ""
  }

  /// The folder whose page lists this page: for `_index.md` the folder above its own.
  package var parent: String { isIndex ? ContentPath(folder).folder : folder }

  /// The first folder, which decides the type of a page; `nil` for files directly in `content/`.
  package var topFolder: String? {
    text.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) }
  }

  /// The extensions of Markdown files.
  private static let markdownEndings = [".md", ".markdown", ".mdx"].map { Array($0.utf8) }

  /// The extension of Markdown, with its dot, in any case; `nil` for other files.
  private var markdownEnding: [UInt8]? {
    let path = text.utf8
    return Self.markdownEndings.first { ending in
      path.count > ending.count
        && path.suffix(ending.count).elementsEqual(ending) { $0 == $1 || $0 | 0x20 == $1 }
    }
  }

  /// Whether the file has an extension of Markdown: `.md`, `.markdown` or `.mdx`, in any case.
  package var isMarkdown: Bool { markdownEnding != nil }

  /// Whether the file has the usual extension of Markdown, `.md`, which links may leave out.
  var hasUsualExtension: Bool { markdownEnding?.count == 3 }

  /// The path without an extension of Markdown.
  package var withoutExtension: String {
    markdownEnding.map { String(text.utf8.dropLast($0.count)) ?? text } ?? text
  }

  /// Whether the name is one for the page of a folder: `_index`, `index` or `README`, in any case.
  package var isNamedAsFolderPage: Bool { folderPageRank != nil }

  /// The position of the name among the names for the page of a folder; `nil` for other names.
  var folderPageRank: Int? {
    guard isMarkdown else { return nil }
    let name = ContentPath(withoutExtension).name
    guard name.utf8.count < 8 else { return nil }
    return ["_index", "index", "readme"].firstIndex(of: name.lowercased())
  }

  /// Whether the path is the place of the page of a folder, `_index.md`.
  package var isIndex: Bool {
    let ending = "/_index.md".utf8
    let path = text.utf8
    return path.last == ending.last
      && (path.suffix(ending.count).elementsEqual(ending) || path.elementsEqual(ending.dropFirst()))
  }

  /// The name of the page in a wiki link: the path without its extension, or the folder for `_index.md`.
  package var reference: String { isIndex ? folder : withoutExtension }

  /// The folder that a path such as `faq/_index` means; `nil` for other paths.
  var ofIndex: ContentPath? {
    let name = isMarkdown ? stem : self.name
    return name.lowercased() == "_index" ? ContentPath(folder) : nil
  }

  /// The path of a page without the ending of an HTML file: `b` for `b.html`, `b/index.html` and `b/index`; `nil` for
  /// other paths.
  package var withoutHTMLEnding: ContentPath? {
    var text = self.text
    let lower = text.lowercased()
    let ending = [".html", ".htm"].first(where: lower.hasSuffix)
    if let ending { text.removeLast(ending.count) }
    let bare = text.lowercased()
    if bare == "index" { return ContentPath("") }
    if bare.hasSuffix("/index") { return ContentPath(String(text.dropLast("/index".count))) }
    return ending == nil ? nil : ContentPath(text)
  }

  /// Resolves a link in this file to a path; `nil` if the link leaves `content/`.
  package func resolving(_ link: String) -> ContentPath? {
    if Self.isPlain(link) {
      let folder = folder
      return ContentPath(folder.isEmpty ? link : folder + "/" + link)
    }
    let slash = UInt8(ascii: "/")
    var path = link.utf8.first == slash ? [] : Array(folder.utf8)
    for part in link.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
      if part.elementsEqual("..".utf8) {
        if path.isEmpty { return nil }
        path.removeSubrange((path.lastIndex(of: slash) ?? 0)...)
      } else {
        if !path.isEmpty { path.append(slash) }
        path.append(contentsOf: part)
      }
    }
    return ContentPath(String(decoding: path, as: UTF8.self))
  }

  /// Whether a link is a relative path without `.`, `..` and empty components.
  private static func isPlain(_ link: String) -> Bool {
    var before = UInt8(ascii: "/")
    for byte in link.utf8 {
      let isSign = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
      if isSign, before == UInt8(ascii: "/") { return false }
      before = byte
    }
    return before != UInt8(ascii: "/")
  }

  /// Orders paths by their bytes.
  package static func < (left: ContentPath, right: ContentPath) -> Bool {
    left.text.precedesInUTF8(right.text)
  }
}
