import Concurrency
import Files
import SiteModel
import SystemPackage

/// The list of the files that builds wrote into a folder, kept in the folder.
///
/// Each line holds the fingerprint of a file's bytes and its path, so that a file that somebody has
/// changed since is not taken for a build's. A path has several lines while files change, and after a
/// build that did not finish.
struct Manifest: Equatable {
  static let name = ".waymark-manifest"
  /// The first line while files change.
  ///
  /// It could not be another line, which begins with a fingerprint.
  private static let changing = "//changing"

  /// What builds wrote at each path.
  private(set) var written: [OutputPath: Set<Fingerprint>] = [:]
  /// Whether a build was killed while it wrote: there may be files that it had not finished.
  var isChanging = false

  /// The list of some files, one to a path.
  init(_ files: [(path: OutputPath, fingerprint: Fingerprint)]) {
    written = Dictionary(
      files.map { ($0.path, [$0.fingerprint]) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads the list of a folder; what could lead out of the folder is passed over, since anybody may
  /// have written it.
  init(in folder: FilePath) {
    guard let bytes = try? FileSystem.read(folder.appending(Self.name), limit: 256 << 20) else {
      return
    }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      if text == Self.changing { isChanging = true }
      let fields = text.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, let fingerprint = Fingerprint(hexadecimal: fields[0]) else {
        continue
      }
      let parts = fields[1].split(separator: "/", omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !["", ".", ".."].contains($0) }) else { continue }
      written[OutputPath(String(fields[1])), default: []].insert(fingerprint)
    }
  }

  /// The files of both lists, as they are while one becomes the other.
  func changing(to other: Manifest) -> Manifest {
    var both = self
    both.isChanging = true
    both.written.merge(other.written) { $0.union($1) }
    return both
  }

  /// Writes the list in one step; nothing is done where it is right already.
  ///
  /// - Throws: `Errno`.
  func write(in folder: FilePath) throws {
    let path = folder.appending(Self.name)
    let bytes = Array(text.utf8)
    if (try? FileSystem.read(path, limit: 256 << 20)) == bytes { return }
    try FileSystem.replace(path, with: bytes)
  }

  private var text: String {
    var text = isChanging ? Self.changing + "\n" : ""
    for (path, fingerprints) in written.sorted(by: { $0.key < $1.key }) {
      for line in fingerprints.map(\.hexadecimal).sorted() {
        text += line + " " + path.text + "\n"
      }
    }
    return text
  }
}

extension Fingerprint {
  private static let digits = 16

  fileprivate var hexadecimal: String {
    [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: Self.digits - text.utf8.count) + text
    }.joined()
  }

  fileprivate init?(hexadecimal text: Substring) {
    guard text.utf8.count == 2 * Self.digits,
      let high = UInt64(text.prefix(Self.digits), radix: 16),
      let low = UInt64(text.dropFirst(Self.digits), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}
