import Diagnostics
import Files
import SiteModel
import SystemPackage

extension SourceLoader {
  /// Reads the files that changed and returns the tree that a full load would return.
  ///
  /// Only the changed files are read while each of them existed before and still does. Otherwise everything is read
  /// again, and files whose bytes are the same keep their `SourceText`, so that later stages recognize them.
  ///
  /// `tree` is the tree before. `changed` are paths below the site's folder. `isComplete` says whether nothing else
  /// changed.
  package mutating func reload(
    _ tree: SourceTree, changed: Set<String>, isComplete: Bool
  ) -> SourceTree {
    var tree = tree
    let isSound = tree.diagnostics.isEmpty && !tree.hasLinks
    if isComplete, isSound, changed.allSatisfy({ readAgain($0, in: &tree) }) { return tree }
    var loader = SourceLoader(folder: folder)
    return loader.load().sharing(with: tree)
  }

  /// Reads one file of the tree; `false` where everything must be read.
  private func readAgain(_ path: String, in tree: inout SourceTree) -> Bool {
    let location = realFolder.appending(path)
    guard let status = FileSystem.status(location) else { return !tree.holds(path) }
    guard status.type == .regular, tree.holds(path),
      let bytes = try? ContainedFile(location, below: realFolder)?.read(
        limit: Self.limit(for: path))
    else { return false }
    tree.set(path, bytes)
    return true
  }
}

extension SourceTree {
  /// The tree with each file replaced by that of another tree where both have the same bytes.
  fileprivate func sharing(with other: SourceTree) -> SourceTree {
    let known = Dictionary(
      other.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return mapping { source in
      guard let old = known[source.name], old.bytes == source.bytes,
        old.byteOrderMarkLength == source.byteOrderMarkLength
      else { return source }
      return old
    }
  }
}
