import Diagnostics
import Files
import SiteModel
import SystemPackage

extension SourceLoader {
  /// Reads the files that changed, and returns the tree that a full load would return.
  ///
  /// If files were neither created nor removed, only the changed files are read. Otherwise everything is read again,
  /// and files with the same bytes keep their `SourceText`, so that later stages recognize them.
  ///
  /// `tree` is the tree of the previous load. `changed` are paths below the site's folder. `isComplete` says whether
  /// `changed` contains all changes.
  package mutating func reload(
    _ tree: SourceTree, changed: Set<String>, isComplete: Bool
  ) -> SourceTree {
    var tree = tree
    let isSound = tree.diagnostics.allSatisfy { $0.rule == .iconImages } && !tree.hasLinks
    if isComplete, isSound, changed.allSatisfy({ readAgain($0, in: &tree) }) {
      copyPictures(of: &tree)
      return tree
    }
    var loader = SourceLoader(folder: folder, copiesPictures: copiesPictures)
    return loader.load(after: tree).sharing(with: tree)
  }

  /// Whether a change at a path below the site's folder can change the tree.
  package func canChange(_ tree: SourceTree, at path: String) -> Bool {
    if Self.reads(path, tree.content) { return true }
    // Under a name that is no file's of the site, there can be a link to a folder.
    guard tree.content.isSite, Self.mayRead(path, tree.content) else { return false }
    let type = FileSystem.status(folder.appending(path))?.type
    return tree.hasLinks || type.map { $0 != .regular } ?? false
  }

  /// Reads one file of the tree; returns false if everything must be read.
  private func readAgain(_ path: String, in tree: inout SourceTree) -> Bool {
    let location = realFolder.appending(path)
    guard let status = FileSystem.status(location) else { return !tree.holds(path) }
    guard status.type == .regular, tree.holds(path),
      let bytes = try? ContainedFile(location, below: realFolder)?.read(
        limit: Self.limit(for: path))
    else { return false }
    tree.set(path, bytes)
    let icon = IconImages.setting(in: tree.configuration)?.name
    if path == SiteConfiguration.fileName {
      // Settings that name another folder or an icon change everything.
      return icon == nil && tree.icons.isEmpty
        && ContentFolder.setting(in: tree.configuration).folder == tree.content
    }
    let assets = SourceTree.templateFolder + SourceTree.assetFolder
    return icon.map { path != assets + $0 } ?? true
  }
}

extension SourceTree {
  /// The tree, with `SourceText`s of another tree for the files that have the same bytes there.
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
