import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file below a folder, which is opened without following symbolic links below that folder.
///
/// A symbolic link can replace the file, or a folder on the way, after its path was checked. So each folder is opened
/// relative to the previous one.
package struct ContainedFile: Sendable {
  /// The real path of the folder.
  private let root: FilePath
  private let path: FilePath

  /// Takes the real paths of a file and of a folder; `nil` for a file that is not in the folder.
  package init?(_ location: FilePath, below root: FilePath) {
    var path = location
    guard path.removePrefix(root), path.isRelative,
      path.components.allSatisfy({ $0.kind == .regular })
    else { return nil }
    self.root = root
    self.path = path
  }

  /// Reads the whole file.
  ///
  /// - Throws: `Errno`: `tooManySymbolicLinkLevels` where a link is on the way, `notSupported` where it is not a regular
  ///   file, `fileTooLarge` beyond the limit.
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
      // A folder may have been replaced by a link, which is not a directory.
      let error = Errno(rawValue: errno)
      if error == .notDirectory { throw Errno.tooManySymbolicLinkLevels }
      if error != .interrupted { throw error }
    }
  }
}
