import Concurrency
import Files
import SiteModel
import SystemPackage

/// The list of the files that builds wrote into a folder, stored in that folder.
///
/// Each line has the fingerprint of a file's bytes and its path, so that later changes by others are recognized.
/// While files are being changed, and after a build that did not finish, a path can have several lines.
struct Manifest: Equatable {
  static let name = ".waymark-manifest"
  /// The first line of the manifest while files are being changed; no other line begins with it.
  private static let changing = "//changing"
  /// The beginning of the line with the version that built the site.
  private static let builder = "//waymark "

  /// For each path, the fingerprints of the bytes that builds wrote.
  private(set) var written: [OutputPath: Set<Fingerprint>] = [:]
  /// Whether files are being changed, or a build was killed while it changed them and left temporary files.
  var isChanging = false
  /// The version that built the site; `nil` where it was not recorded.
  private(set) var version: String?

  /// The manifest of some files with distinct paths.
  init(_ files: [(path: OutputPath, fingerprint: Fingerprint)]) {
    written = Dictionary(
      files.map { ($0.path, [$0.fingerprint]) }, uniquingKeysWith: { first, _ in first })
    version = Version.current
  }

  /// Reads the manifest of a folder.
  ///
  /// It may come from an untrusted source, so paths that lead out of the folder are ignored.
  init(in folder: FilePath) {
    guard let bytes = try? FileSystem.read(folder.appending(Self.name), limit: 256 << 20) else {
      return
    }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      if text == Self.changing { isChanging = true }
      if let version = text.dropping(prefix: Self.builder) { self.version = String(version) }
      let fields = text.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, let fingerprint = Fingerprint(hexadecimal: fields[0]) else {
        continue
      }
      let parts = fields[1].split(separator: "/", omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !["", ".", ".."].contains($0) }) else { continue }
      written[OutputPath(String(fields[1])), default: []].insert(fingerprint)
    }
  }

  /// A manifest with the files of both, to be written before files are changed.
  func changing(to other: Manifest) -> Manifest {
    var both = self
    both.isChanging = true
    both.written.merge(other.written) { $0.union($1) }
    return both
  }

  /// Writes the manifest by a rename, unless the file is the same already.
  ///
  /// - Throws: `Errno`.
  func write(in folder: FilePath) throws {
    let path = folder.appending(Self.name)
    let bytes = bytes
    if (try? FileSystem.read(path, limit: 256 << 20)) == bytes { return }
    try FileSystem.replace(path, with: bytes)
  }

  private var bytes: [UInt8] {
    var bytes = isChanging ? Array((Self.changing + "\n").utf8) : []
    if let version { bytes += Array("\(Self.builder)\(version)\n".utf8) }
    for path in written.keys.sorted() {
      let fingerprints = written[path] ?? []
      // Nearly every path has one fingerprint.
      let sorted =
        fingerprints.count == 1
        ? Array(fingerprints) : fingerprints.sorted { ($0.high, $0.low) < ($1.high, $1.low) }
      for fingerprint in sorted {
        bytes.append(contentsOf: fingerprint.hexadecimal)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: path.text.utf8)
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return bytes
  }
}
