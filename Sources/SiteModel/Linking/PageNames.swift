import Diagnostics

/// Finds pages by what authors call them: path, file name, title or alias.
package struct PageNames: Sendable {
  package enum Match: Sendable {
    case page(PageID)
    case several([PageID])
    case none
  }

  /// A table for each way of naming, tried in this order.
  private var byPath: [String: [PageID]] = [:]
  private var byStem: [String: [PageID]] = [:]
  private var byTitle: [String: [PageID]] = [:]
  private var byAlias: [String: [PageID]] = [:]

  package init(_ pages: [Page]) {
    for page in pages {
      byPath[Self.key(page.path.reference), default: []].append(page.id)
      if !page.path.isIndex { byStem[Self.key(page.path.stem), default: []].append(page.id) }
      byTitle[Self.key(page.title), default: []].append(page.id)
      for alias in page.record.texts("aliases") {
        byAlias[Self.key(alias.text), default: []].append(page.id)
      }
    }
  }

  package subscript(name: String) -> Match {
    var key = Self.key(name)
    if key.hasSuffix(".md") { key.removeLast(3) }
    for table in [byPath, byStem, byTitle, byAlias] {
      guard let found = table[key] else { continue }
      return found.count == 1 ? .page(found[0]) : .several(found)
    }
    return .none
  }

  /// The name nearest to a mistyped one: a path for a path, else any name.
  package func nearest(to name: String) -> String? {
    let paths = byPath.keys.sorted()
    if name.contains("/") { return nearestMatch(to: name, in: paths) }
    return nearestMatch(to: name, in: byStem.keys.sorted() + paths + byTitle.keys.sorted())
  }

  /// Names are compared without regard to case, to slashes at the ends, and to how quotation marks
  /// and dashes are set.
  static func key(_ name: String) -> String {
    if isKey(name) { return name }
    var text = Substring(SmartPunctuation.apply(name.lowercased()))
    while text.hasPrefix("/") { text.removeFirst() }
    while text.hasSuffix("/") { text.removeLast() }
    return String(text)
  }
}

extension PageNames {
  /// Whether a name is its own key, as paths commonly are: small letters, digits, single hyphens, slashes inside.
  private static func isKey(_ name: String) -> Bool {
    var before = UInt8(ascii: "/")
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: " "):
        break
      case UInt8(ascii: "-"), UInt8(ascii: "/"):
        if before == byte || before == UInt8(ascii: "/") { return false }
      default: return false
      }
      before = byte
    }
    return before != UInt8(ascii: "/")
  }

  /// The page at a path under `content/`, with or without its `.md`.
  subscript(path path: ContentPath) -> Match {
    let reference = path.isMarkdown || path.isIndex ? path.reference : path.text
    guard let found = byPath[Self.key(reference)], found.count == 1 else { return .none }
    return .page(found[0])
  }
}
