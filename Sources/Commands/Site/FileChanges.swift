import Diagnostics

/// Edits and moves of a site's files, which are shown as a diff and made by a transaction.
struct FileChanges {
  private var edits: [String: SourceEdits] = [:]
  private var moves: [String: String] = [:]

  /// The number of files that change.
  var fileCount: Int { edits.count }

  /// Adds edits, by the paths of their files below the folder.
  mutating func add(_ edits: [String: SourceEdits]) {
    for (path, edits) in edits {
      for edit in edits.edits { _ = self.edits[path, default: SourceEdits()].add(edit) }
    }
  }

  /// Moves a file to another path, with its edits.
  mutating func move(_ path: String, to other: String) { moves[path] = other }

  /// The edits as a diff.
  ///
  /// `sources` are the files as they were read, by path.
  func diff(_ sources: [String: SourceText]) -> String {
    edits.sorted { $0.key < $1.key }
      .compactMap { path, edits in
        sources[path].map { edits.diff(of: $0.fileBytes, named: path) }
      }
      .joined()
  }

  /// Adds the changes to a transaction.
  ///
  /// `sources` are the files as they were read, by path.
  func add(to transaction: SiteTransaction, _ sources: [String: SourceText]) {
    for path in Set(edits.keys).union(moves.keys).sorted() {
      guard let old = sources[path]?.fileBytes else { continue }
      let new = edits[path]?.applied(to: old) ?? old
      if let other = moves[path] {
        transaction.files.move(path, old, to: other, with: new)
      } else {
        transaction.files.replace(path, old, with: new)
      }
    }
  }
}
