import Diagnostics
import Files
import SiteBuild
import SystemPackage

/// Changes to the files of a site, shown as a diff and then written.
struct FileChanges {
  private let folder: FilePath
  private var edits: [String: SourceEdits] = [:]
  /// Changes that overlap others, and so were not taken up.
  private(set) var refused = 0

  init(folder: FilePath) {
    self.folder = folder
  }

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
