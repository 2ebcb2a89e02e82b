import Text

/// The path of a file under `content/`, with slashes and without a leading one: `articles/resume.md`.
package struct ContentPath: Sendable, Hashable, Comparable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The folders and the name, in order.
  package var components: [Substring] { text.split(separator: "/") }

  /// The name in its folder, with its ending.
  package var name: String {
    let bytes = text.utf8
    return bytes.lastIndex(of: UInt8(ascii: "/")).map { String(text[bytes.index(after: $0)...]) }
      ?? text
  }

  /// The name without its last ending.
  package var stem: String {
    let name = self.name
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return name
    }
    return String(name[..<dot])
  }

  /// The folder that holds the file; empty at the top.
  package var folder: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) } ?? ""
  }

  /// The folder above the page: for a folder's own page the one that holds the folder.
  package var parent: String { isIndex ? ContentPath(folder).folder : folder }

  /// The first folder, which decides a page's type; `nil` at the top.
  package var topFolder: String? {
    text.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) }
  }

  package var isMarkdown: Bool {
    text.utf8.count > 3
      && text.utf8.suffix(3).elementsEqual(".md".utf8) { $0 == $1 || $0 | 0x20 == $1 }
  }

  /// Whether the file is a folder's own page.
  package var isIndex: Bool {
    let ending = "/_index.md".utf8
    let path = text.utf8
    return path.last == ending.last
      && (path.suffix(ending.count).elementsEqual(ending) || path.elementsEqual(ending.dropFirst()))
  }

  /// What a wiki link calls the page: the path without `.md`, or the folder for its own page.
  package var reference: String {
    if isIndex { return folder }
    return isMarkdown ? String(text.utf8.dropLast(3)) ?? text : text
  }

  /// The path that `link` means when it stands in this file, or `nil` when it leaves `content/`.
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

  /// Whether a link leads down from where it stands, without `.`, `..` or needless slashes.
  private static func isPlain(_ link: String) -> Bool {
    var before = UInt8(ascii: "/")
    for byte in link.utf8 {
      let isSign = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
      if isSign, before == UInt8(ascii: "/") { return false }
      before = byte
    }
    return before != UInt8(ascii: "/")
  }

  package static func < (left: ContentPath, right: ContentPath) -> Bool {
    left.text.precedesInUTF8(right.text)
  }
}
