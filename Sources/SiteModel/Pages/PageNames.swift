import Diagnostics

/// Finds pages by what authors call them: path, file name, title or alias.
package struct PageNames: Sendable {
  package enum Match: Sendable {
    case page(PageID)
    case several([PageID])
    case none
  }

  /// A way of naming; where two pages are called alike in different ways, the earlier one wins.
  enum Way: CaseIterable {
    case path, stem, title, alias
  }

  private struct Named {
    var way: Way
    var first: PageID
    /// The other pages that are named so in the same way.
    var others: [PageID] = []

    mutating func add(_ page: PageID, by way: Way) {
      if way == self.way, page != first { others.append(page) }
    }
  }

  private var names: [String: Named] = [:]

  package init(_ pages: [Page]) {
    names.reserveCapacity(pages.count * 3)
    for way in Way.allCases {
      for page in pages {
        switch way {
        case .path: add(page.path.reference, page, by: way)
        case .stem: if !page.path.isIndex { add(page.path.stem, page, by: way) }
        case .title: add(page.title, page, by: way)
        case .alias: for alias in page.record.texts("aliases") { add(alias.text, page, by: way) }
        }
      }
    }
  }

  private mutating func add(_ name: String, _ page: Page, by way: Way) {
    let new = Named(way: way, first: page.id)
    names[Self.key(name), default: new].add(page.id, by: way)
  }

  package subscript(name: String) -> Match {
    var key = Self.key(name)
    if key.utf8.suffix(3).elementsEqual(".md".utf8) { key.removeLast(3) }
    guard let found = names[key] else { return .none }
    return found.others.isEmpty ? .page(found.first) : .several([found.first] + found.others)
  }

  /// A name as names are compared, and the pages that have it in one way.
  struct Entry: Sendable {
    var key: String
    var way: Way
    var pages: [PageID]
  }

  /// Every name, sorted.
  var entries: [Entry] {
    names.map { Entry(key: $0, way: $1.way, pages: [$1.first] + $1.others) }
      .sorted { $0.key < $1.key }
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
    var name = name
    return name.withUTF8 { isKey($0) }
  }

  private static func isKey(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var before = UInt8(ascii: "/")
    for byte in name {
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
    guard let found = names[Self.key(reference)], found.way == .path, found.others.isEmpty else {
      return .none
    }
    return .page(found.first)
  }
}
