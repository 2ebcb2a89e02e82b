import Diagnostics
import Markdown
import Synchronization
import Text

/// Finds pages and files with names similar to a name or path that does not exist.
///
/// The indexes are built on first use, and results are cached by name.
final class NearTargets: Sendable {
  /// A page or file with a similar name.
  struct Match: Sendable {
    var target: LinkTarget
    /// The kind of name that is similar; `nil` for files.
    var kind: PageNames.NameKind?
    /// Whether the names differ only in case, hyphens, spaces, underscores, percent-encoding or the extension
    /// of a page, and no other target has such a name.
    var isCertain = false
  }

  /// The largest number of matches.
  private static let limit = 3

  private let state: Mutex<State>

  private struct State {
    let names: PageNames
    let files: [ContentPath]
    lazy var pageIndex = PageIndex(names)
    lazy var fileIndex = FileIndex(files)
    var known: [String: [Match]] = [:]
  }

  init(_ names: PageNames, _ files: [ContentPath]) {
    state = Mutex(State(names: names, files: files))
  }

  /// Matches for a name in a wiki link or in front matter.
  func matches(named name: String) -> [Match] {
    remembered("n" + name) { state in
      let key = Self.pageKey(name)
      if Self.isFile(name) {
        return state.fileIndex.matches(ContentPath(key))
      }
      let index = state.pageIndex
      let same = index.same[key] ?? []
      if !same.isEmpty { return Self.matches(of: same.map { index.entries[$0] }, areSame: true) }
      return Self.matches(of: index.near(key, isPath: name.contains("/")), areSame: false)
    }
  }

  /// Matches for the path of a Markdown link below `content/`; only files if it is an image.
  func matches(at path: ContentPath, isImage: Bool) -> [Match] {
    remembered((isImage ? "i" : "p") + path.text) { state in
      let files = state.fileIndex.matches(path)
      if isImage || files.first?.isCertain == true { return files }
      let key = Self.pageKey(path.text)
      let index = state.pageIndex
      let same = (index.same[key] ?? []).map { index.entries[$0] }.filter { $0.kind == .path }
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

  private static func matches(of entries: [PageNames.Entry], areSame: Bool) -> [Match] {
    var pages: [PageID] = []
    var found: [Match] = []
    for entry in entries {
      for page in entry.pages where !pages.contains(page) {
        pages.append(page)
        found.append(Match(target: .page(page, anchor: nil), kind: entry.kind))
      }
    }
    if areSame, found.count == 1 { found[0].isCertain = true }
    return Array(found.prefix(limit))
  }

  // MARK: Keys

  private static let pageEndings = [".md", ".markdown", ".mdx", ".html", ".htm"]

  /// A normalized name of a page, without differences in case, separators, percent-encoding and extension.
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

  /// Whether a name has a file extension of something other than a page: `theory.png`, but not `Mr. Smith`.
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

  /// The names of pages, for lookup by normalized name and by similarity.
  private struct PageIndex: Sendable {
    let entries: [PageNames.Entry]
    private(set) var same: [String: [Int]] = [:]
    /// Paths by their last component.
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
        if entry.kind == .path { byLastPart[NearTargets.lastPart(key), default: []].append(index) }
      }
      let entries = entries
      paths = entries.indices.filter { entries[$0].kind == .path && !entries[$0].key.isEmpty }
      let order: [PageNames.NameKind] = [.stem, .path, .title]
      all = order.flatMap { kind in
        entries.indices.filter { entries[$0].kind == kind && !entries[$0].key.isEmpty }
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

  /// The static files of a site, for lookup by normalized path and by similarity.
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
