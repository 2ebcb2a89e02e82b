import Diagnostics

/// Finds pages by path, file name, title or alias.
package struct PageNames: Sendable {
  /// The result of a lookup.
  package enum Match: Sendable {
    case page(PageID)
    case several([PageID])
    case none
  }

  /// The kind of a name.
  ///
  /// If two pages have the same name of different kinds, the earlier kind wins.
  enum NameKind: CaseIterable {
    case path, stem, title, alias
  }

  private struct Named {
    var kind: NameKind
    var first: PageID
    /// Other pages with the same name of the same kind.
    var others: [PageID] = []

    mutating func add(_ page: PageID, by kind: NameKind) {
      if kind == self.kind, page != first { others.append(page) }
    }
  }

  private var names: [String: Named] = [:]

  /// Indexes the names of pages.
  package init(_ pages: [Page]) {
    names.reserveCapacity(pages.count * 3)
    for kind in NameKind.allCases {
      for page in pages {
        switch kind {
        case .path:
          add(page.path.reference, page, by: kind)
          if page.place.isIndex { add(page.place.reference, page, by: kind) }
          if !page.path.hasUsualExtension { add(page.path.text, page, by: kind) }
        case .stem: if !page.path.isNamedAsFolderPage { add(page.path.stem, page, by: kind) }
        case .title: add(page.title, page, by: kind)
        case .alias: for alias in page.record.texts("aliases") { add(alias.text, page, by: kind) }
        }
      }
    }
  }

  private mutating func add(_ name: String, _ page: Page, by kind: NameKind) {
    let new = Named(kind: kind, first: page.id)
    names[Self.key(name), default: new].add(page.id, by: kind)
  }

  /// The page with a name, ignoring case, punctuation style and a final `.md`.
  package subscript(name: String) -> Match {
    let key = ContentPath(Self.key(name))
    guard let found = names[key.hasUsualExtension ? key.withoutExtension : key.text] else {
      return .none
    }
    return found.others.isEmpty ? .page(found.first) : .several([found.first] + found.others)
  }

  /// The pages that a name means on a page: a name, a path below `content/`, or a path from the page.
  ///
  /// A name that begins with `./` or `../` is a path only. `_index` is the page of its folder. A fragment is ignored.
  func match(named name: String, from page: ContentPath) -> Match {
    let isRelative = name.hasPrefix("./") || name.hasPrefix("../")
    if !isRelative {
      let found = self[name]
      if case .none = found {} else { return found }
    }
    var bare = name
    if let hash = name.utf8.firstIndex(of: UInt8(ascii: "#")) { bare = String(name[..<hash]) }
    if bare.isEmpty { return .none }
    let paths = [page.resolving(bare), isRelative ? nil : ContentPath("").resolving(bare)]
    for path in paths.compactMap(\.self) {
      for candidate in [path, path.ofIndex, path.withoutHTMLEnding].compactMap(\.self) {
        if case .page(let id) = self[path: candidate] { return .page(id) }
      }
    }
    return .none
  }

  /// A normalized name with the pages that have it.
  struct Entry: Sendable {
    var key: String
    var kind: NameKind
    var pages: [PageID]
  }

  /// All names, sorted.
  var entries: [Entry] {
    names.map { Entry(key: $0, kind: $1.kind, pages: [$1.first] + $1.others) }
      .sorted { $0.key < $1.key }
  }

  /// The normalized name for comparison: lowercase, without outer slashes, with smart punctuation and single spaces.
  static func key(_ name: String) -> String {
    if isKey(name) { return name }
    var text = Substring(SmartPunctuation.folded(name.lowercased().withSingleSpaces))
    while text.hasPrefix("/") { text.removeFirst() }
    while text.hasSuffix("/") { text.removeLast() }
    return String(text)
  }
}

extension PageNames {
  /// Whether a name is normalized already, as most paths are.
  private static func isKey(_ name: String) -> Bool {
    let bytes = name.utf8Span.span
    var before = UInt8(ascii: "/")
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        break
      case UInt8(ascii: " "):
        if before == byte || before == UInt8(ascii: "/") { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "/"):
        if before == byte || before == UInt8(ascii: "/") { return false }
      default: return false
      }
      before = byte
    }
    return before != UInt8(ascii: "/") && before != UInt8(ascii: " ")
  }

  /// The page at a path under `content/`, with or without `.md`.
  subscript(path path: ContentPath) -> Match {
    let reference = path.hasUsualExtension ? path.reference : path.text
    guard let found = names[Self.key(reference)], found.kind == .path, found.others.isEmpty else {
      return .none
    }
    return .page(found.first)
  }
}
