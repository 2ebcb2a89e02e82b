import Diagnostics
import Files
import SiteBuild
import SystemPackage

/// Changes to the files of a site, shown as a diff and then written.
struct FileChanges {
  private let folder: FilePath
  private var edits: [String: SourceEdits] = [:]

  init(folder: FilePath) {
    self.folder = folder
  }

  /// How many files change.
  var fileCount: Int { edits.count }

  /// How many places change.
  var count: Int { edits.values.reduce(0) { $0 + $1.edits.count } }

  /// Takes up the changes to files, by their paths below the folder.
  mutating func add(_ edits: [String: SourceEdits]) {
    for (path, edits) in edits {
      for edit in edits.edits { _ = self.edits[path, default: SourceEdits()].add(edit) }
    }
  }

  /// Makes the changes and returns the diff of what was written.
  ///
  /// A file that is no longer what was read is left alone: `sources` holds the bytes of each as they
  /// were, without a byte-order mark.
  ///
  /// - Throws: `Errno`.
  mutating func write(_ sources: [String: SourceText]) throws -> String {
    var text = ""
    for (path, edits) in edits.sorted(by: { $0.key < $1.key }) {
      // A link to a file elsewhere in the site stays a link.
      guard let file = FileSystem.real(folder.appending(path)), let source = sources[path] else {
        continue
      }
      let bytes = try FileSystem.read(file)
      guard bytes.dropFirst(source.byteOrderMarkLength).elementsEqual(source.bytes) else {
        self.edits[path] = nil
        continue
      }
      try FileSystem.replace(file, with: edits.applied(to: bytes))
      text += edits.diff(of: bytes, named: path)
    }
    return text
  }
}
