import Files
import SiteModel
import SystemPackage

/// The list of the files that builds wrote into a folder, kept in the folder.
struct Manifest {
  private static let name = ".waymark-manifest"
  /// The first line while files change.
  ///
  /// It could not be a path, since one has no empty parts.
  private static let changing = "//changing"

  var paths: [OutputPath] = []
  /// Whether a build was killed while it wrote: there may be files that it had not finished.
  var isChanging = false

  init(_ paths: [OutputPath], isChanging: Bool) {
    self.paths = paths
    self.isChanging = isChanging
  }

  /// Reads the list; what could lead out of the folder is passed over, since anybody may have
  /// written it.
  init(in folder: FilePath) {
    guard let bytes = try? FileSystem.read(folder.appending(Self.name), limit: 256 << 20) else {
      return
    }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      if text == Self.changing { isChanging = true }
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      if parts.allSatisfy({ !["", ".", ".."].contains($0) }) { paths.append(OutputPath(text)) }
    }
  }

  /// Writes the list in one step; nothing is done where it is right already.
  ///
  /// - Throws: `Errno`.
  func write(in folder: FilePath) throws {
    let lines = (isChanging ? [Self.changing] : []) + paths.map(\.text)
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    let path = folder.appending(Self.name)
    if (try? FileSystem.read(path)) == bytes { return }
    try FileSystem.replace(path, with: bytes)
  }
}
