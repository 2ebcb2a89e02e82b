import Markdown
import Text

/// How an author names a page or file, so that it can be named in the same way at another place.
///
/// Each function returns spellings to try, the one nearest to the author's first; the last always
/// means what it should, unless two pages cannot be told apart at all.
enum LinkSpelling {
  /// Ways to name `new` in a wiki link or in front matter where `name` meant it as `old`.
  static func names(like name: String, of old: Page, now new: Page) -> [String] {
    let ending = name.hasSuffix(".md") ? ".md" : ""
    let bare = String(name.dropLast(ending.count))
    let key = PageNames.key(bare)
    let reference = new.path.reference
    switch key {
    case PageNames.key(old.path.reference):
      let opening = bare.hasPrefix("/") ? "/" : ""
      let closing = bare.count > 1 && bare.hasSuffix("/") ? "/" : ""
      return [opening + reference + closing + ending, reference]
    case PageNames.key(old.path.stem): return [new.path.stem + ending, reference]
    case PageNames.key(old.title): return [new.title, reference]
    default: return [reference]
    }
  }

  /// Ways to name a file in a wiki link that stands in `page`.
  static func names(of file: ContentPath, in page: ContentPath) -> [String] {
    [relative(file.text, from: page.folder), file.text]
  }

  /// Ways to write the address of `new` in a Markdown link of `page`, where `address` led to it.
  static func addresses(like address: String, of new: Page, in page: ContentPath) -> [String] {
    let isFile = address.lowercased().hasSuffix(".md")
    let closing = address.hasSuffix("/") ? "/" : ""
    let path = isFile ? new.path.text : new.path.reference
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

  /// Ways to write the address of a file in a Markdown link of `page`.
  static func addresses(
    like address: String, of file: ContentPath, in page: ContentPath
  ) -> [String] {
    if address.hasPrefix("/") { return ["/" + file.text] }
    let relative = relative(file.text, from: page.folder)
    let opening = address.hasPrefix("./") && !relative.hasPrefix("..") ? "./" : ""
    return [opening + relative]
  }

  /// The way to a path from a folder, both below `content/`: `../faq/mba.md`.
  static func relative(_ path: String, from folder: String) -> String {
    let parts = path.split(separator: "/")
    let here = folder.split(separator: "/")
    let shared = zip(parts, here).prefix { $0 == $1 }.count
    let steps = here.dropFirst(shared).map { _ in ".." } + parts.dropFirst(shared).map(String.init)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }

  // MARK: Writing

  /// A name between the brackets of a wiki link, where some marks would be read as markup; `nil` for
  /// a name that none can hold.
  static func wikiText(_ name: String, hasFragment: Bool) -> String? {
    guard !(hasFragment ? name[...] : name.dropLast()).contains("#"), !name.contains("|"),
      !name.contains(where: \.isNewline)
    else { return nil }
    return name.map { "\\`*_[]~<>&!".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// An address of a Markdown link, with percent signs for what would end it or be read as more.
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
