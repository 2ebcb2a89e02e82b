import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to change the files of a folder, which one process has at a time.
///
/// The lock is on a file that says who holds it. It ends with the process, however that ends.
final class FolderLock {
  static let name = ".waymark-lock"
  private static let sizeLimit = 4096
  /// Whoever looks who holds the lock holds it for a moment, so a lock that is taken is tried again.
  private static let attempts = 5
  private static let microsecondsBetween: UInt32 = 20_000

  private let folder: OpenFolder
  private let file: FileDescriptor

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - folder: The folder whose files may be changed.
  ///   - holder: What this process does, for the messages of others.
  /// - Throws: `FileTransaction.Failure`.
  init(_ folder: OpenFolder, holder: String) throws {
    self.folder = folder
    file = try FileTransaction.Failure.naming(Self.name) {
      // The file may be removed by its last holder between opening and locking it.
      for _ in 0..<100 {
        if let file = try Self.lockedFile(in: folder) { return file }
      }
      throw Errno.resourceTemporarilyUnavailable
    }
    let text = Array("process \(getpid()): \(holder)\n".utf8.prefix(Self.sizeLimit))
    try FileTransaction.Failure.naming(Self.name) { try folder.overwrite(file, Self.name, text) }
  }

  deinit {
    try? folder.removeFile(Self.name)
    try? file.close()
  }

  /// Who holds the lock now, or `nil` for nobody.
  static func holder(in folder: OpenFolder) -> String? {
    guard let file = try? folder.openFile(name) else { return nil }
    defer { try? file.close() }
    return flock(file.rawValue, LOCK_SH | LOCK_NB) == 0 ? nil : text(of: file)
  }

  /// `nil` where another process removed the file before it was locked.
  private static func lockedFile(in folder: OpenFolder) throws -> FileDescriptor? {
    let file = try folder.openFile(name, O_RDWR | O_CREAT)
    do {
      var attempts = attempts
      while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
        if errno == EINTR { continue }
        if errno != EWOULDBLOCK { throw Errno(rawValue: errno) }
        attempts -= 1
        if attempts == 0 { throw FileTransaction.Failure.inUse(by: text(of: file)) }
        usleep(microsecondsBetween)
      }
      let status = try file.stat()
      guard status.linkCount <= 1 else { throw Errno.tooManyLinks }
      if status.linkCount == 1, try folder.status(name)?.inode == status.inode { return file }
      try file.close()
      return nil
    } catch {
      try? file.close()
      throw error
    }
  }

  /// What the file says, without control characters: it may be anybody's.
  private static func text(of file: FileDescriptor) -> String {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: sizeLimit) { buffer, count in
      count = try file.read(
        fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
    }
    let line = String(decoding: bytes ?? [], as: UTF8.self).unicodeScalars
      .filter { !$0.properties.isControl }
    return line.isEmpty ? "another process" : String(String.UnicodeScalarView(line))
  }
}

extension Unicode.Scalar.Properties {
  /// Whether a terminal may take the character for a command.
  fileprivate var isControl: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
