import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An exclusive lock on the files of a folder.
///
/// It locks a file that names its holder. The system releases it when the process ends.
final class FolderLock {
  static let name = ".waymark-lock"
  private static let sizeLimit = 4096
  /// The number of attempts.
  ///
  /// Asking for the holder takes the lock for a moment, so a taken lock is tried again.
  private static let attempts = 5
  private static let microsecondsBetween: UInt32 = 20_000

  private let folder: OpenFolder
  private let file: FileDescriptor

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - folder: The folder to lock.
  ///   - holder: The command of this process, for the messages of other processes.
  /// - Throws: `FileTransaction.Failure`.
  init(_ folder: OpenFolder, holder: String) throws {
    self.folder = folder
    file = try FileTransaction.Failure.naming(Self.name) {
      // The last holder may remove the file between opening and locking it.
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

  /// The holder of the lock; `nil` where it is free.
  static func holder(in folder: OpenFolder) -> String? {
    guard let file = try? folder.openFile(name) else { return nil }
    defer { try? file.close() }
    return flock(file.rawValue, LOCK_SH | LOCK_NB) == 0 ? nil : text(of: file)
  }

  /// Opens and locks the file; `nil` where another process removed it before it was locked.
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

  /// The text of the file, without control characters, because it may be untrusted.
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
  /// Whether the character is a control character, which a terminal may obey.
  fileprivate var isControl: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
