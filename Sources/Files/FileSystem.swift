import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few operations on files that a build needs, each a system call or two.
package enum FileSystem {
  /// The whole file.
  ///
  /// - Throws: `Errno`.
  package static func read(_ path: FilePath, limit: Int = .max) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    return try file.closeAfter { try file.readToEnd(limit: limit) }
  }

  /// Everything that a person gives a command to read: a file, a pipe, or standard input for `-`.
  ///
  /// Unlike `read`, it waits for whoever writes to a pipe.
  ///
  /// - Throws: `Errno`.
  package static func readInput(_ name: String, limit: Int) throws -> [UInt8] {
    if name == "-" { return try FileDescriptor.standardInput.readToEnd(limit: limit) }
    let file = try FileDescriptor.open(FilePath(name), .readOnly, options: .closeOnExec)
    return try file.closeAfter { try file.readToEnd(limit: limit) }
  }

  /// What stands at the path itself, links not followed; `nil` for nothing.
  package static func status(_ path: FilePath) -> Stat? {
    try? path.stat(followTargetSymlink: false)
  }

  /// The names in a folder, sorted by bytes, so that no disk's order shows.
  ///
  /// - Throws: `Errno`.
  package static func names(in folder: FilePath) throws -> [FilePath.Component] {
    guard let stream = folder.withPlatformString({ opendir($0) }) else {
      throw Errno(rawValue: errno)
    }
    defer { closedir(stream) }
    var names: [FilePath.Component] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CInterop.PlatformChar.self, capacity: 1) {
          FilePath.Component(platformString: $0)
        }
      }
      if let name, name.kind == .regular { names.append(name) }
    }
    return names.sorted { $0.string.utf8.lexicographicallyPrecedes($1.string.utf8) }
  }

  /// The path with every link followed, or `nil` where there is nothing.
  package static func real(_ path: FilePath) -> FilePath? {
    path.withPlatformString { text in
      guard let resolved = realpath(text, nil) else { return nil }
      defer { free(resolved) }
      return FilePath(platformString: resolved)
    }
  }

  /// Makes one folder.
  ///
  /// - Throws: `Errno`, `fileExists` among them.
  package static func makeFolder(_ path: FilePath) throws {
    try check(path.withPlatformString { mkdir($0, 0o755) })
  }

  /// - Throws: `Errno`.
  package static func rename(_ path: FilePath, to other: FilePath) throws {
    #if canImport(Darwin)
      let call = Darwin.rename
    #elseif canImport(Musl)
      let call = Musl.rename
    #else
      let call = Glibc.rename
    #endif
    try check(
      path.withPlatformString { from in other.withPlatformString { call(from, $0) } })
  }

  /// - Throws: `Errno`.
  package static func removeFile(_ path: FilePath) throws {
    try check(path.withPlatformString { unlink($0) })
  }

  /// Removes a folder that is empty.
  ///
  /// - Throws: `Errno`.
  package static func removeFolder(_ path: FilePath) throws {
    try check(path.withPlatformString { rmdir($0) })
  }

  /// Takes the only lock on a folder, which ends with the descriptor; `false` where it is taken.
  package static func lock(_ folder: FileDescriptor) -> Bool {
    flock(folder.rawValue, LOCK_EX | LOCK_NB) == 0
  }

  private static func check(_ result: CInt) throws {
    if result != 0 { throw Errno(rawValue: errno) }
  }
}
