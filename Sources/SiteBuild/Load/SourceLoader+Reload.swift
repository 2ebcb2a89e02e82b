import Diagnostics
import Files
import SiteModel
import SystemPackage
import Text

extension SourceLoader {
  /// The tree after some files changed.
  ///
  /// Files that were there and still are, are read again alone. Where one came or went, something could not be read, or `isComplete` says that more may
  /// have changed, everything is; what holds the same bytes then keeps its memory, by which later stages know it again.
  ///
  /// - Parameters:
  ///   - tree: The tree before.
  ///   - changed: Paths below the site's folder.
  ///   - isComplete: Whether nothing else changed.
  /// - Returns: The tree that loading everything would give.
  package mutating func reload(
    _ tree: SourceTree, changed: Set<String>, isComplete: Bool
  ) -> SourceTree {
    var tree = tree
    let isSound = tree.diagnostics.isEmpty && !tree.hasLinks
    if isComplete, isSound, changed.allSatisfy({ readAgain($0, in: &tree) }) { return tree }
    var loader = SourceLoader(folder: folder)
    return loader.load().sharing(with: tree)
  }

  /// Reads one file of the tree; `false` where that is not all there is to do.
  private mutating func readAgain(_ path: String, in tree: inout SourceTree) -> Bool {
    let location = realFolder.appending(path)
    guard let status = FileSystem.status(location) else { return !tree.holds(path) }
    guard status.type == .regular else { return false }
    if path == SiteConfiguration.fileName {
      guard let bytes = bytes(location, path) else { return false }
      tree.configuration = SourceText(name: path, bytes: bytes)
      return true
    }
    let (folder, inner) = Self.divided(path)
    switch folder {
    case "content":
      let key = ContentPath(inner)
      if key == SearchTest.path, tree.searchTests != nil {
        guard let bytes = bytes(location, path) else { return false }
        tree.searchTests = SourceText(name: path, bytes: bytes)
      } else if let index = tree.pages.firstIndex(where: { $0.path == key }) {
        guard let bytes = bytes(location, path) else { return false }
        tree.pages[index].source = SourceText(name: path, bytes: bytes)
      } else if let index = tree.files.firstIndex(where: { $0.path == key }) {
        guard let bytes = bytes(location, path) else { return false }
        tree.files[index].bytes = bytes
      } else {
        return false
      }
    case "templates":
      if let index = tree.templates.firstIndex(where: { $0.name == inner }) {
        guard let bytes = bytes(location, path) else { return false }
        tree.templates[index].source = SourceText(name: path, bytes: bytes)
      } else if let name = Theme.assetName(inner),
        let index = tree.assets.firstIndex(where: { $0.name == name })
      {
        guard let bytes = bytes(location, path) else { return false }
        tree.assets[index].bytes = bytes
      } else {
        return false
      }
    // Nothing that a site is made of.
    default: return true
    }
    return true
  }

  private func bytes(_ location: FilePath, _ path: String) -> [UInt8]? {
    try? ContainedFile(location, below: realFolder)?.read(limit: Self.limit(for: path))
  }

  private static func divided(_ path: String) -> (folder: Substring, inner: String) {
    guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else { return (path[...], "") }
    return (path[..<slash], String(path[path.utf8.index(after: slash)...]))
  }
}

extension SourceTree {
  /// Whether a file, by its path below the site's folder, is part of this.
  package func holds(_ path: String) -> Bool {
    guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else {
      return path == configuration?.name
    }
    let inner = String(path[path.utf8.index(after: slash)...])
    guard path.hasPrefix("content/") else {
      return templates.contains { $0.name == inner }
        || assets.contains { "assets/" + $0.name == inner }
    }
    let key = ContentPath(inner)
    return pages.contains { $0.path == key } || files.contains { $0.path == key }
      || key == SearchTest.path && searchTests != nil
  }

  /// The same tree, whose files are those of another where they hold the same bytes.
  fileprivate func sharing(with other: SourceTree) -> SourceTree {
    var tree = self
    let texts = other.texts
    func known(_ source: SourceText) -> SourceText {
      guard let old = texts[source.name], old.bytes == source.bytes else { return source }
      return old.byteOrderMarkLength == source.byteOrderMarkLength ? old : source
    }
    tree.configuration = configuration.map(known)
    tree.searchTests = searchTests.map(known)
    tree.pages = pages.map { ($0.path, known($0.source)) }
    tree.templates = templates.map { ($0.name, known($0.source)) }
    let files = Dictionary(
      other.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    tree.files = self.files.map { file in
      (file.path, files[file.path] == file.bytes ? files[file.path] ?? file.bytes : file.bytes)
    }
    return tree
  }
}
