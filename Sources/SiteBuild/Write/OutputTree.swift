import Diagnostics
import SiteModel

/// The built site: every file with its bytes.
package struct OutputTree: Sendable {
  /// The files by lowercased path, because many file systems ignore case.
  private var entries: [String: OutputFile] = [:]
  /// For each folder, by lowercased path, the origin of its first file, because a folder and a file cannot share a
  /// path.
  private var folders: [String: String] = [:]
  /// Errors for files with the same path.
  package private(set) var diagnostics: [Diagnostic] = []

  /// A site without files.
  package init() {}

  /// Adds a file.
  ///
  /// A second file for the same path is reported and left out.
  package mutating func add(_ file: OutputFile) {
    if let problem = file.path.diagnostic(at: OutputFile.location(ofOrigin: file.origin)) {
      diagnostics.append(problem)
      return
    }
    let key = file.path.text.lowercased()
    if let present = entries[key] {
      report("`/\(file.path.text)` is written twice", file.origin, present.origin)
      return
    }
    if let other = folders[key] {
      report("`/\(file.path.text)` would be both a file and a folder", file.origin, other)
      return
    }
    var above = key[...]
    while let slash = above.utf8.lastIndex(of: UInt8(ascii: "/")) {
      above = above[..<slash]
      if let other = entries[String(above)] {
        report("`/\(other.path.text)` would be both a file and a folder", file.origin, other.origin)
        return
      }
      if folders.updateValue(file.origin, forKey: String(above)) != nil { break }
    }
    entries[key] = file
  }

  /// A page with the files that pages show, but no other page.
  package func needed(for page: OutputPath) -> OutputTree {
    var tree = OutputTree()
    for file in entries.values where !Self.isDocument(file.path) || file.path == page {
      tree.add(file)
    }
    return tree
  }

  /// Whether a file is read by itself and shown by no page.
  private static func isDocument(_ path: OutputPath) -> Bool {
    [".html", ".xml", ".bin", ".js", ".csv", ".epub", ".pdf", ".zip", ".mp4", ".webm", ".mp3"]
      .contains {
        path.text.hasSuffix($0)
      }
  }

  /// Adds several files.
  package mutating func add(_ files: [OutputFile]) {
    for file in files { add(file) }
  }

  /// Replaces the file with the same path, which the tree holds.
  mutating func replace(_ file: OutputFile) {
    entries[file.path.text.lowercased()] = file
  }

  /// Takes a file out of the tree, and adds another one in its place, which may have another path.
  package mutating func exchange(_ path: OutputPath, for file: OutputFile) {
    entries[path.text.lowercased()] = nil
    add(file)
  }

  private mutating func report(_ message: String, _ origin: String, _ other: String) {
    diagnostics.append(
      Diagnostic(
        .outputClash, message, at: OutputFile.location(ofOrigin: origin),
        notes: [.init("the other is made from `\(other)`")], help: "rename one of the two"))
  }

  /// The files sorted by path.
  package var files: [OutputFile] { entries.values.sorted { $0.path < $1.path } }

  /// The number of files.
  package var count: Int { entries.count }

  /// The number of bytes of all files.
  package var byteCount: Int { entries.values.reduce(0) { $0 + $1.bytes.count } }

  /// The bytes of the file with exactly this path.
  package func bytes(at path: OutputPath) -> [UInt8]? {
    guard let file = entries[path.text.lowercased()], file.path == path else { return nil }
    return file.bytes
  }

  /// The differences from an earlier tree, sorted by path.
  ///
  /// `written` are the new and changed files. `removed` are the paths that only the earlier tree has.
  package func changes(since earlier: OutputTree) -> (written: [OutputFile], removed: [OutputPath])
  {
    var written: [OutputFile] = []
    for (key, file) in entries {
      // Comparing arrays that share their memory takes constant time.
      if let old = earlier.entries[key], old.path == file.path, old.bytes == file.bytes { continue }
      written.append(file)
    }
    let removed = earlier.entries.values.filter { old in
      entries[old.path.text.lowercased()]?.path != old.path
    }
    return (written.sorted { $0.path < $1.path }, removed.map(\.path).sorted())
  }
}
