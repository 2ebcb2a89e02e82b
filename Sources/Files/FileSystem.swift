import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Operations on files and folders.
package enum FileSystem {
  /// Reads a whole file.
  ///
  /// - Throws: `Errno`; `.fileTooLarge` for more than `limit` bytes.
  package static func read(_ path: FilePath, limit: Int = .max) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    return try file.closeAfter { try file.readToEnd(limit: limit) }
  }

  /// Reads the input of a command: a file, a pipe, or standard input for `-`.
  ///
  /// Unlike `read`, it waits for the writer of a pipe.
  ///
  /// - Throws: `Errno`.
  package static func readInput(_ name: String, limit: Int) throws -> [UInt8] {
    if name == "-" { return try FileDescriptor.standardInput.readToEnd(limit: limit) }
    let file = try FileDescriptor.open(FilePath(name), .readOnly, options: .closeOnExec)
    return try file.closeAfter { try file.readToEnd(limit: limit) }
  }

  /// The status of a path, without following a symbolic link; `nil` where nothing exists.
  package static func status(_ path: FilePath) -> Stat? {
    try? path.stat(followTargetSymlink: false)
  }

  /// The names in a folder, sorted by bytes, independent of the disk's order.
  ///
  /// - Throws: `Errno`.
  package static func names(in folder: FilePath) throws -> [FilePath.Component] {
    guard let stream = folder.withPlatformString({ opendir($0) }) else {
      throw Errno(rawValue: errno)
    }
    defer { closedir(stream) }
    var names: [(text: String, name: FilePath.Component)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CInterop.PlatformChar.self, capacity: 1) {
          FilePath.Component(platformString: $0)
        }
      }
      if let name, name.kind == .regular { names.append((name.string, name)) }
    }
    // The texts are made once, not at each comparison.
    return names.sorted { $0.text.precedesInUTF8($1.text) }.map(\.name)
  }

  /// The path with all symbolic links resolved; `nil` where nothing exists.
  package static func real(_ path: FilePath) -> FilePath? {
    path.withPlatformString { text in
      guard let resolved = realpath(text, nil) else { return nil }
      defer { free(resolved) }
      return FilePath(platformString: resolved)
    }
  }

  /// Creates a folder.
  ///
  /// - Throws: `Errno`; `.fileExists` where the path is taken.
  package static func makeFolder(_ path: FilePath) throws {
    try check(path.withPlatformString { mkdir($0, 0o755) })
  }

  /// Renames a file, replacing the file at the new path.
  ///
  /// - Throws: `Errno`.
  package static func rename(_ path: FilePath, to other: FilePath) throws {
    #if canImport(Darwin)
      let call = Darwin.rename
    #else
      let call = Glibc.rename
    #endif
    try check(
      path.withPlatformString { from in other.withPlatformString { call(from, $0) } })
  }

  /// Removes a file.
  ///
  /// - Throws: `Errno`.
  package static func removeFile(_ path: FilePath) throws {
    try check(path.withPlatformString { unlink($0) })
  }

  /// Removes an empty folder.
  ///
  /// - Throws: `Errno`.
  package static func removeFolder(_ path: FilePath) throws {
    try check(path.withPlatformString { rmdir($0) })
  }

  /// Takes the exclusive lock on a folder, which lasts until the descriptor is closed; returns `false` where it is taken.
  package static func lock(_ folder: FileDescriptor) -> Bool {
    flock(folder.rawValue, LOCK_EX | LOCK_NB) == 0
  }

  static func check(_ result: CInt) throws {
    if result != 0 { throw Errno(rawValue: errno) }
  }
}
