import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file below a folder, opened without following any link below it.
///
/// Between looking at a path and opening it somebody can put a symbolic link in the place of the file or
/// of a folder on the way. So each step is opened from the one before.
package struct ContainedFile: Sendable {
  /// The real path of the folder.
  private let root: FilePath
  private let path: FilePath

  /// Takes the real path of a file, when it was looked at, and that of a folder; `nil` for a file that does
  /// not lie in the folder.
  package init?(_ location: FilePath, below root: FilePath) {
    var path = location
    guard path.removePrefix(root), path.isRelative,
      path.components.allSatisfy({ $0.kind == .regular })
    else { return nil }
    self.root = root
    self.path = path
  }

  /// The whole file.
  ///
  /// - Throws: `Errno`: `tooManySymbolicLinkLevels` where a link is on the way now, `notSupported` where
  ///   no plain file is there, `fileTooLarge` beyond the limit.
  package func read(limit: Int) throws -> [UInt8] {
    var folder = try FileDescriptor.open(root, .readOnly, options: [.closeOnExec, .directory])
    defer { try? folder.close() }
    for name in path.components.dropLast() {
      let next = try Self.open(name, in: folder, O_DIRECTORY)
      try? folder.close()
      folder = next
    }
    guard let name = path.lastComponent else { throw Errno.isDirectory }
    let file = try Self.open(name, in: folder, O_NONBLOCK)
    return try file.closeAfter {
      guard try file.stat().type == .regular else { throw Errno.notSupported }
      return try file.readToEnd(limit: limit)
    }
  }

  private static func open(
    _ name: FilePath.Component, in folder: FileDescriptor, _ options: CInt
  ) throws -> FileDescriptor {
    while true {
      let descriptor = name.withPlatformString {
        openat(folder.rawValue, $0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | options)
      }
      if descriptor >= 0 { return FileDescriptor(rawValue: descriptor) }
      // What was a folder may be a link now, which is no directory.
      let error = Errno(rawValue: errno)
      if error == .notDirectory { throw Errno.tooManySymbolicLinkLevels }
      if error != .interrupted { throw error }
    }
  }
}
