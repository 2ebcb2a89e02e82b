import Markdown
import Text

/// Spells links to pages and files in the style of an existing link.
///
/// Each function returns candidates, the one most similar to the existing link first. The last candidate
/// always resolves to the target, unless another page has all the same names.
enum LinkSpelling {
  /// Names of `new` for wiki links and front matter, in the style in which `name` refers to `old`.
  static func names(like name: String, of old: Page, now new: Page) -> [String] {
    let ending = name.hasSuffix(".md") ? ".md" : ""
    let bare = String(name.dropLast(ending.count))
    let key = PageNames.key(bare)
    let reference = new.reference
    switch key {
    case PageNames.key(old.reference):
      let opening = bare.hasPrefix("/") ? "/" : ""
      let closing = bare.count > 1 && bare.hasSuffix("/") ? "/" : ""
      return [opening + reference + closing + ending, reference]
    case PageNames.key(old.path.stem): return [new.path.stem + ending, reference]
    case PageNames.key(old.title): return [new.title, reference]
    default: return [reference]
    }
  }

  /// Names of a file for a wiki link in `page`.
  static func names(of file: ContentPath, in page: ContentPath) -> [String] {
    [relative(file.text, from: page.folder), file.text]
  }

  /// Addresses of `new` for a Markdown link in `page`, in the style of `address`.
  static func addresses(like address: String, of new: Page, in page: ContentPath) -> [String] {
    let isFile = address.lowercased().hasSuffix(".md")
    let closing = address.hasSuffix("/") ? "/" : ""
    let path = isFile ? new.path.text : new.reference
    if address.hasPrefix("/") {
      let route = "/" + new.route.text
      let shown = closing.isEmpty && route.count > 1 ? String(route.dropLast()) : route
      return isFile ? ["/" + path] : [shown, "/" + path + closing, "/" + new.path.text]
    }
    let opening = address.hasPrefix("./") ? "./" : ""
    let relative = relative(path, from: page.folder)
    let isAbove = relative.hasPrefix("..")
    return [(isAbove ? "" : opening) + relative + closing, "/" + new.path.text]
  }

  /// Addresses of a file for a Markdown link in `page`, in the style of `address`.
  static func addresses(
    like address: String, of file: ContentPath, in page: ContentPath
  ) -> [String] {
    if address.hasPrefix("/") { return ["/" + file.text] }
    let relative = relative(file.text, from: page.folder)
    let opening = address.hasPrefix("./") && !relative.hasPrefix("..") ? "./" : ""
    return [opening + relative]
  }

  /// The relative path from a folder to a path, both below `content/`: `../faq/mba.md`.
  static func relative(_ path: String, from folder: String) -> String {
    let parts = path.split(separator: "/")
    let here = folder.split(separator: "/")
    let shared = zip(parts, here).prefix { $0 == $1 }.count
    let steps = here.dropFirst(shared).map { _ in ".." } + parts.dropFirst(shared).map(String.init)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }

  // MARK: Writing

  /// Escapes a name for a wiki link; `nil` if a wiki link cannot contain the name.
  static func wikiText(_ name: String, hasFragment: Bool) -> String? {
    guard !(hasFragment ? name[...] : name.dropLast()).contains("#"), !name.contains("|"),
      !name.contains(where: \.isNewline)
    else { return nil }
    return name.map { "\\`*_[]~<>&!".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// Escapes an address for a Markdown link by percent-encoding.
  static func addressText(_ address: String) -> String {
    var text: [UInt8] = []
    for byte in address.utf8 {
      if byte <= 0x20 || byte == 0x7F || "\"<>()[]\\^`{|}&%#?".utf8.contains(byte) {
        text += String(UnicodeScalar(byte)).percentEncodedPath.utf8
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
