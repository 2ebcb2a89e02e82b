import Files
import Foundation
import SystemPackage

/// A folder for one test, in memory where the system has such a disk: transactions wait for each file to be written.
final class DiskFolder {
  let path: FilePath

  init() throws {
    let memory = "/dev/shm"
    let base =
      FileManager.default.isWritableFile(atPath: memory)
      ? URL(filePath: memory) : FileManager.default.temporaryDirectory
    let url = base.appending(path: "waymark-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    guard let path = FileSystem.real(FilePath(url.path(percentEncoded: false))) else {
      throw Errno.noSuchFileOrDirectory
    }
    self.path = path
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  func url(_ name: String) -> URL { URL(filePath: path.appending(name).string) }

  func write(_ text: String, to name: String, mode: Int = 0o644) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url(name))
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: path.appending(name).string)
  }

  func read(_ name: String) -> String? { try? String(contentsOf: url(name), encoding: .utf8) }

  /// Every file and folder, hidden ones too: its mode, and its text.
  func entries() throws -> [String: String] {
    var entries: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path.string) {
      let status = try path.appending(name).stat(followTargetSymlink: false)
      let mode = String(status.permissions.rawValue, radix: 8)
      entries[name] = status.type == .regular ? "\(mode) \(read(name) ?? "?")" : "\(mode)/"
    }
    return entries
  }
}
