import Diagnostics

/// Changes to the texts of a site, which are shown as a diff and made by a transaction.
struct FileChanges {
  private var edits: [String: SourceEdits] = [:]
  private var moves: [String: String] = [:]
  /// Changes that overlap others, and so were not taken up.
  private(set) var refused = 0

  /// How many files change.
  var fileCount: Int { edits.count }

  /// How many places change.
  var count: Int { edits.values.reduce(0) { $0 + $1.edits.count } }

  /// Takes up what diagnostics offer as a replacement.
  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      guard let text = diagnostic.replacement, let location = diagnostic.location,
        let range = location.range
      else { continue }
      add(SourceEdits.Edit(range, text), to: location.path)
    }
  }

  /// Takes up one change to the file at a path below the folder.
  mutating func add(_ edit: SourceEdits.Edit, to path: String) {
    if edits[path, default: SourceEdits()].add(edit) { return }
    refused += 1
  }

  /// Notes that the file at a path moves to another, with the changes to it.
  mutating func move(_ path: String, to other: String) { moves[path] = other }

  /// The changes as a diff; `sources` holds each file as it was read.
  func diff(_ sources: [String: SourceText]) -> String {
    edits.sorted { $0.key < $1.key }
      .compactMap { path, edits in
        sources[path].map { edits.diff(of: $0.fileBytes, named: path) }
      }
      .joined()
  }

  /// Hands the changes over; `sources` holds each file as it was read.
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
