import Diagnostics
import SiteModel

/// The built site: every file with its bytes.
package struct OutputTree: Sendable {
  fileprivate struct Entry: Sendable {
    let path: OutputPath
    var bytes: [UInt8]
    /// What the file was made from, for messages.
    let origin: String
  }

  /// By lower-cased path: many disks do not tell `A` from `a`.
  fileprivate var entries: [String: Entry] = [:]
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  /// What was made in each folder, by lower-cased path: a folder and a file cannot share a name.
  private var folders: [String: String] = [:]

  /// Adds a file; two for one path are reported, and the first stays.
  package mutating func add(_ path: OutputPath, _ bytes: [UInt8], from origin: String) {
    if let problem = path.problem(at: Location(path: origin)) {
      diagnostics.append(problem)
      return
    }
    let key = path.text.lowercased()
    if let present = entries[key] {
      report("`/\(path.text)` is written twice", origin, present.origin)
      return
    }
    if let other = folders[key] {
      report("`/\(path.text)` would be both a file and a folder", origin, other)
      return
    }
    var above = key[...]
    while let slash = above.utf8.lastIndex(of: UInt8(ascii: "/")) {
      above = above[..<slash]
      if let file = entries[String(above)] {
        report("`/\(file.path.text)` would be both a file and a folder", origin, file.origin)
        return
      }
      if folders.updateValue(origin, forKey: String(above)) != nil { break }
    }
    entries[key] = Entry(path: path, bytes: bytes, origin: origin)
  }

  /// Gives the file at a path, which is there, other bytes.
  mutating func replace(_ path: OutputPath, _ bytes: [UInt8]) {
    entries[path.text.lowercased()]?.bytes = bytes
  }

  private mutating func report(_ message: String, _ origin: String, _ other: String) {
    diagnostics.append(
      Diagnostic(
        .outputClash, message, at: Location(path: origin),
        notes: [.init("the other is made from `\(other)`")], help: "rename one of the two"))
  }

  /// The files sorted by path.
  package var files: [(path: OutputPath, bytes: [UInt8])] {
    entries.values.map { ($0.path, $0.bytes) }.sorted { $0.0 < $1.0 }
  }

  package var count: Int { entries.count }

  /// How many bytes all files have.
  package var byteCount: Int { entries.values.reduce(0) { $0 + $1.bytes.count } }
}

extension OutputTree {
  /// The bytes of the file with exactly this path.
  package func bytes(at path: OutputPath) -> [UInt8]? {
    guard let entry = entries[path.text.lowercased()], entry.path == path else { return nil }
    return entry.bytes
  }
}

extension OutputTree {
  /// What of this is not in an earlier tree as it is here, and what is there that is not here; both sorted by path.
  package func changes(
    since earlier: OutputTree
  ) -> (written: [(path: OutputPath, bytes: [UInt8])], removed: [OutputPath]) {
    var written: [(path: OutputPath, bytes: [UInt8])] = []
    for (key, entry) in entries {
      // Arrays that share their memory are equal without a look at the bytes.
      if let old = earlier.entries[key], old.path == entry.path, old.bytes == entry.bytes {
        continue
      }
      written.append((entry.path, entry.bytes))
    }
    let removed = earlier.entries.values.filter { old in
      entries[old.path.text.lowercased()]?.path != old.path
    }
    return (written.sorted { $0.path < $1.path }, removed.map(\.path).sorted())
  }
}
