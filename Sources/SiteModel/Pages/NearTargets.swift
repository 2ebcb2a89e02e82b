import Diagnostics
import Markdown
import Synchronization
import Text

/// Finds the pages and files that a name or path which leads nowhere may have meant.
///
/// The indexes are made when the first is looked for, and each distinct name is looked for once.
final class NearTargets: Sendable {
  /// What may have been meant.
  struct Match: Sendable {
    var target: LinkTarget
    /// How its page is named by what was found; a file has its path.
    var way: PageNames.Way?
    /// Whether nothing else can have been meant: the names differ in case, hyphens, spaces, underscores,
    /// percent signs or a page's ending, and no other target has such a name.
    var isCertain = false
  }

  /// So many are proposed.
  private static let limit = 3

  private let names: PageNames
  private let files: [ContentPath]
  private let state = Mutex(State())

  private struct State {
    var pages: PageIndex?
    var files: FileIndex?
    var known: [String: [Match]] = [:]
  }

  init(_ names: PageNames, _ files: [ContentPath]) {
    self.names = names
    self.files = files
  }

  /// What a page's name, in a wiki link or in front matter, may have meant.
  func matches(named name: String) -> [Match] {
    remembered("n" + name) { state in
      let key = Self.pageKey(name)
      if Self.isFile(name) {
        return fileIndex(&state).matches(ContentPath(key))
      }
      let index = pageIndex(&state)
      let same = index.same[key] ?? []
      if !same.isEmpty { return Self.matches(of: same.map { index.entries[$0] }, areSame: true) }
      return Self.matches(of: index.near(key, isPath: name.contains("/")), areSame: false)
    }
  }

  /// What the path of a link, below `content/`, may have meant: a page or a file; a picture is a file.
  func matches(at path: ContentPath, isImage: Bool) -> [Match] {
    remembered((isImage ? "i" : "p") + path.text) { state in
      let files = fileIndex(&state).matches(path)
      if isImage || files.first?.isCertain == true { return files }
      let key = Self.pageKey(path.text)
      let index = pageIndex(&state)
      let same = (index.same[key] ?? []).map { index.entries[$0] }.filter { $0.way == .path }
      if !same.isEmpty { return Self.matches(of: same, areSame: true) }
      if Self.isFile(path.text), !files.isEmpty { return files }
      let named = (index.byLastPart[Self.lastPart(key)] ?? []).map { index.entries[$0] }
      let near = named.isEmpty ? index.near(key, isPath: true) : named
      let found = Self.matches(of: near, areSame: false)
      return found.isEmpty ? files : found
    }
  }

  private func remembered(_ key: String, _ find: (inout State) -> [Match]) -> [Match] {
    state.withLock { state in
      if let known = state.known[key] { return known }
      let found = find(&state)
      state.known[key] = found
      return found
    }
  }

  private func pageIndex(_ state: inout State) -> PageIndex {
    if let index = state.pages { return index }
    let index = PageIndex(names)
    state.pages = index
    return index
  }

  private func fileIndex(_ state: inout State) -> FileIndex {
    if let index = state.files { return index }
    let index = FileIndex(files)
    state.files = index
    return index
  }

  private static func matches(of entries: [PageNames.Entry], areSame: Bool) -> [Match] {
    var pages: [PageID] = []
    var found: [Match] = []
    for entry in entries {
      for page in entry.pages where !pages.contains(page) {
        pages.append(page)
        found.append(Match(target: .page(page, anchor: nil), way: entry.way))
      }
    }
    if areSame, found.count == 1 { found[0].isCertain = true }
    return Array(found.prefix(limit))
  }

  // MARK: Keys

  private static let pageEndings = [".md", ".markdown", ".mdx", ".html", ".htm"]

  /// A name of a page without what is written now so, now so.
  static func pageKey(_ name: String) -> String {
    var key = NameFold.key(PageNames.key(name.percentDecoded))
    if let ending = pageEndings.first(where: key.hasSuffix), key.utf8.count > ending.utf8.count {
      key.removeLast(ending.count)
    }
    for index in ["/_index", "/index", "/-index"] where key.hasSuffix(index) {
      key.removeLast(index.count)
    }
    return key
  }

  /// Whether a name has the ending of a file that is no page: `theory.png`, not `Mr. Smith`.
  private static func isFile(_ name: String) -> Bool {
    let name = name.lowercased()
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex,
      !pageEndings.contains(String(name[dot...]))
    else { return false }
    let ending = name.utf8[name.utf8.index(after: dot)...]
    return (1...5).contains(ending.count) && !ending.allSatisfy(\.isASCIIDigit)
      && ending.allSatisfy(\.isASCIIAlphanumeric)
  }

  fileprivate static func lastPart(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) }
      ?? path
  }

  /// The names of pages, by what is the same about them and by what is near.
  private struct PageIndex: Sendable {
    let entries: [PageNames.Entry]
    private(set) var same: [String: [Int]] = [:]
    /// Paths by their last part.
    private(set) var byLastPart: [String: [Int]] = [:]
    private let paths: [Int]
    private let all: [Int]
    private let nearPaths: NearNames
    private let nearAll: NearNames

    init(_ names: PageNames) {
      entries = names.entries
      var keys: [String] = []
      for (index, entry) in entries.enumerated() {
        let key = NearTargets.pageKey(entry.key)
        keys.append(key)
        same[key, default: []].append(index)
        if entry.way == .path { byLastPart[NearTargets.lastPart(key), default: []].append(index) }
      }
      let entries = entries
      paths = entries.indices.filter { entries[$0].way == .path && !entries[$0].key.isEmpty }
      let order: [PageNames.Way] = [.stem, .path, .title]
      all = order.flatMap { way in
        entries.indices.filter { entries[$0].way == way && !entries[$0].key.isEmpty }
      }
      nearPaths = NearNames(paths.map { keys[$0] })
      nearAll = NearNames(all.map { keys[$0] })
    }

    func near(_ key: String, isPath: Bool) -> [PageNames.Entry] {
      isPath
        ? nearPaths.nearest(to: key).map { entries[paths[$0]] }
        : nearAll.nearest(to: key).map { entries[all[$0]] }
    }
  }

  /// The files of a site, by what is the same about their paths and by what is near.
  private struct FileIndex: Sendable {
    private let files: [ContentPath]
    private var same: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]
    private let near: NearNames

    init(_ files: [ContentPath]) {
      self.files = files
      var keys: [String] = []
      for (index, file) in files.enumerated() {
        let key = NameFold.key(file.text)
        keys.append(key)
        same[key, default: []].append(index)
        byName[NearTargets.lastPart(key), default: []].append(index)
      }
      near = NearNames(keys)
    }

    func matches(_ path: ContentPath) -> [Match] {
      let key = NameFold.key(path.text.percentDecoded)
      if let found = same[key] {
        return found.prefix(NearTargets.limit).map {
          Match(target: .file(files[$0]), isCertain: found.count == 1)
        }
      }
      let found = byName[NearTargets.lastPart(key)] ?? near.nearest(to: key)
      return found.prefix(NearTargets.limit).map { Match(target: .file(files[$0])) }
    }
  }
}
