import SiteModel

/// What a target has: the files of the last publish, and assets of the publish before, which are kept for readers
/// whose pages name them.
///
/// It is a file at the target. Its first line names the format, and each other line a file: `=`, id, size and path for a
/// file of the site, `-` and the path for one that is kept.
package struct PublishRecord: Sendable, Equatable {
  /// The name of the file at the target.
  package static let path = OutputPath(OutputPath.reservedPrefix + "published")
  /// The largest size of the file in bytes.
  static let sizeLimit = 256 << 20

  private static let heading = "//waymark published 1"

  /// The files of the last publish.
  package var files: [OutputPath: PublishedFile] = [:]
  /// The files that only an earlier publish had.
  package var kept: Set<OutputPath> = []

  /// The record of a target without files.
  package init() {}

  /// Reads the bytes of the file; `nil` for a file of another kind.
  ///
  /// It may come from an untrusted source, so paths that lead out of the target are ignored.
  package init?(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard lines.popFirst()?.elementsEqual(Self.heading.utf8) == true else { return nil }
    for line in lines {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      if text.hasPrefix("-") {
        if let path = Self.path(text.dropFirst()) { kept.insert(path) }
      } else if text.hasPrefix("=") {
        let parts = text.dropFirst().split(separator: " ", maxSplits: 2)
        guard parts.count == 3, let size = Int(parts[1]), let path = Self.path(parts[2]) else {
          continue
        }
        files[path] = PublishedFile(id: String(parts[0]), size: size)
      }
    }
  }

  /// The bytes of the file.
  package var bytes: [UInt8] {
    var text = Self.heading + "\n"
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      text += "=\(file.id) \(file.size) \(path.text)\n"
    }
    for path in kept.sorted() { text += "-\(path.text)\n" }
    return Array(text.utf8)
  }

  /// A record with the files of both, for the time in which a target changes from one to the other.
  ///
  /// A file whose bytes differ has an id that no bytes have, because it is not known which of them the target has.
  func changing(to other: PublishRecord) -> PublishRecord {
    var both = self
    for (path, file) in other.files where files[path] != file {
      both.files[path] = PublishedFile(id: "?", size: file.size)
    }
    both.kept = kept.union(other.kept).subtracting(both.files.keys)
    return both
  }

  /// The record after other files are published: assets of these files stay.
  func followed(by files: [OutputPath: PublishedFile]) -> PublishRecord {
    var record = PublishRecord()
    record.files = files
    record.kept = Set(self.files.keys.filter { files[$0] == nil && $0.isAsset })
    return record
  }

  private static func path(_ text: Substring) -> OutputPath? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !["", ".", ".."].contains($0) } ? OutputPath(String(text)) : nil
  }
}
