import SiteModel
import SystemPackage

/// The list of the files that builds wrote into a folder, kept in the folder.
enum Manifest {
  private static let name = ".waymark-manifest"

  /// The files listed; what could lead out of the folder is passed over, since anybody may have
  /// written the list.
  static func read(in folder: FilePath) -> [OutputPath] {
    guard let bytes = try? FileSystem.read(folder.appending(name), limit: 256 << 20) else {
      return []
    }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let text = String(validating: line, as: UTF8.self) else { return nil }
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      let isSafe = parts.allSatisfy { !["", ".", ".."].contains($0) }
      return isSafe ? OutputPath(text) : nil
    }
  }

  static func write(_ paths: [OutputPath], in folder: FilePath, scratch: FilePath) throws {
    let bytes = Array(paths.map { $0.text + "\n" }.joined().utf8)
    let path = folder.appending(name)
    if (try? FileSystem.read(path)) == bytes { return }
    let temporary = scratch.appending("manifest")
    try FileSystem.write(bytes, to: temporary)
    try FileSystem.rename(temporary, to: path)
  }
}
