import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of files that were costly to make, each under a name made of what it was made from.
///
/// Any process can be killed at any moment, and several may use the folder at the same time.
package struct KeptFiles: Sendable {
  /// How long a file is kept after it was last used, in days.
  private static let daysKept = 30
  private static let day = 24 * 60 * 60

  private let folder: FilePath

  /// - Parameter folder: The folder, which is made when the first file is kept.
  package init(in folder: FilePath) {
    self.folder = folder
  }

  /// Creates the folder where it does not exist.
  ///
  /// - Throws: `Errno`.
  package func prepare() throws { try FileSystem.makeFolders(folder) }

  /// The path of a temporary file, whose name no other file has.
  package func temporary(_ ending: String) -> FilePath {
    folder.appending("\(String(UInt64.random(in: .min ... .max), radix: 16)).new.\(ending)")
  }

  /// The file of a name, which counts as used now; `nil` where none is kept.
  package func bytes(_ name: String) -> [UInt8]? {
    let path = folder.appending(name)
    guard let bytes = try? FileSystem.read(path), !bytes.isEmpty else { return nil }
    if let age = Self.age(of: path), age > Self.day {
      _ = path.withPlatformString { utimensat(AT_FDCWD, $0, nil, 0) }
    }
    return bytes
  }

  /// Keeps a file; where that fails, it is made again next time.
  package func keep(_ bytes: [UInt8], _ name: String) {
    try? FileSystem.replace(folder.appending(name), with: bytes)
  }

  /// Removes the files that nobody used for a month, and what killed processes have left for a day.
  package func removeUnused() {
    for name in (try? FileSystem.names(in: folder)) ?? [] {
      let path = folder.appending(name)
      let isTemporary = FileSystem.isTemporary(name) || name.string.contains(".new.")
      let limit = isTemporary ? Self.day : Self.daysKept * Self.day
      if let age = Self.age(of: path), age > limit { try? FileSystem.removeFile(path) }
    }
  }

  /// The seconds since a regular file was last used; `nil` for anything else.
  private static func age(of path: FilePath) -> Int? {
    guard let status = FileSystem.status(path), status.type == .regular else { return nil }
    return time(nil) - Int(status.st_mtim.tv_sec)
  }
}
