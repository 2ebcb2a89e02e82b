import CRename
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open folder.
///
/// Its entries are opened without following symbolic links, even if another process creates one meanwhile.
final class OpenFolder {
  /// The owner and the permissions of a file.
  struct Attributes: Sendable, Hashable {
    var mode: UInt32
    var owner: UInt32
    var group: UInt32
  }

  private let descriptor: FileDescriptor
  private let hook: DiskOperation.Hook?

  private init(_ descriptor: FileDescriptor, _ hook: DiskOperation.Hook?) {
    self.descriptor = descriptor
    self.hook = hook
  }

  deinit { try? descriptor.close() }

  /// Opens a folder; symbolic links in its path are followed.
  ///
  /// - Throws: `Errno`.
  convenience init(_ path: FilePath, hook: DiskOperation.Hook?) throws {
    self.init(
      try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec]), hook)
  }

  /// Opens a folder in this one.
  ///
  /// - Throws: `Errno`; `.notDirectory` for anything else, a symbolic link among them.
  func folder(_ name: String) throws -> OpenFolder {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    return OpenFolder(try entry(name, flags), hook)
  }

  /// Opens the folder at a path below this one.
  ///
  /// - Throws: `Errno`.
  func folder(at path: RelativePath?) throws -> OpenFolder {
    var folder = self
    for name in path?.components ?? [] { folder = try folder.folder(name) }
    return folder
  }

  // MARK: Reading

  /// The status of an entry; `nil` where it does not exist.
  ///
  /// - Throws: `Errno`, such as `.fileNameTooLong`.
  func status(_ name: String) throws -> Stat? {
    do {
      return try Stat(name, relativeTo: descriptor, flags: .symlinkNoFollow)
    } catch Errno.noSuchFileOrDirectory {
      return nil
    }
  }

  /// Whether an entry has exactly this name, even on a case-insensitive disk.
  ///
  /// - Throws: `Errno`.
  func holds(exactly name: String) throws -> Bool {
    let copy = try entry(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard let stream = fdopendir(copy.rawValue) else {
      try? copy.close()
      throw Errno(rawValue: errno)
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let isSame = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { strcmp($0, name) == 0 }
      }
      if isSame { return true }
    }
    return false
  }

  /// Opens a regular file.
  ///
  /// - Throws: `Errno`; `.notSupported` for anything else.
  func openFile(_ name: String, _ flags: CInt = O_RDONLY) throws -> FileDescriptor {
    let all = flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    if flags & O_CREAT != 0 { try hook?(.createFile(name)) }
    let file = try entry(name, all)
    do {
      guard try file.stat().type == .regular else { throw Errno.notSupported }
      return file
    } catch {
      try? file.close()
      throw error
    }
  }

  /// Reads a regular file.
  ///
  /// - Throws: `Errno`.
  func read(_ name: String, limit: Int) throws -> [UInt8] {
    let file = try openFile(name)
    return try file.closeAfter { try file.readToEnd(limit: limit) }
  }

  // MARK: Changing

  /// Creates a file and waits until it is on the disk.
  ///
  /// `attributes` override `mode`.
  ///
  /// - Throws: `Errno`; `.fileExists` for a name that is taken.
  func create(
    _ name: String, _ bytes: [UInt8], mode: UInt32 = 0o644, _ attributes: Attributes? = nil
  ) throws {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    // A private file must not be readable before its mode is set.
    let mode = mode_t(attributes == nil ? mode : 0o600)
    try hook?(.createFile(name))
    let file = try entry(name, flags, mode)
    try file.closeAfter {
      try hook?(.write(name))
      try file.writeAll(bytes)
      if let attributes { try set(attributes, of: file, name) }
      try hook?(.syncFile(name))
      try Self.check(fsync(file.rawValue))
    }
  }

  private func set(_ wanted: Attributes, of file: FileDescriptor, _ name: String) throws {
    let present = Attributes(try file.stat())
    if present.owner != wanted.owner || present.group != wanted.group {
      try hook?(.setOwner(name))
      try Self.check(fchown(file.rawValue, wanted.owner, wanted.group))
    }
    // After the owner, whose change resets permissions.
    if Attributes(try file.stat()).mode != wanted.mode {
      try hook?(.setMode(name))
      try Self.check(fchmod(file.rawValue, mode_t(wanted.mode)))
    }
  }

  /// Overwrites a file in place.
  ///
  /// - Throws: `Errno`.
  func overwrite(_ file: FileDescriptor, _ name: String, _ bytes: [UInt8]) throws {
    try hook?(.write(name))
    try Self.check(ftruncate(file.rawValue, 0))
    _ = try file.writeAll(toAbsoluteOffset: 0, bytes)
  }

  /// Creates a folder.
  ///
  /// - Throws: `Errno`.
  func makeFolder(_ name: String) throws {
    try hook?(.makeFolder(name))
    try Self.check(mkdirat(descriptor.rawValue, name, 0o755))
  }

  /// Renames an entry, replacing one with the new name.
  ///
  /// - Throws: `Errno`.
  func rename(_ name: String, to other: String) throws {
    try hook?(.rename(name, to: other))
    try Self.check(renameat(descriptor.rawValue, name, descriptor.rawValue, other))
  }

  /// Renames an entry to a free name.
  ///
  /// - Throws: `Errno`; `.fileExists` where the name is taken.
  func renameNew(_ name: String, to other: String) throws {
    do {
      try hook?(.rename(name, to: other))
      try Self.check(waymark_rename_new(descriptor.rawValue, name, other))
    } catch let error as Errno where Self.isUnsupported(error) {
      guard try status(other) == nil else { throw Errno.fileExists }
      try Self.check(renameat(descriptor.rawValue, name, descriptor.rawValue, other))
    }
  }

  /// Exchanges two entries atomically.
  ///
  /// - Returns: `false` where the file system does not support it.
  /// - Throws: `Errno`.
  func exchange(_ name: String, with other: String) throws -> Bool {
    do {
      try hook?(.exchange(name, with: other))
      try Self.check(waymark_rename_exchange(descriptor.rawValue, name, other))
      return true
    } catch let error as Errno where Self.isUnsupported(error) {
      return false
    }
  }

  /// Removes a file, if it exists.
  ///
  /// - Throws: `Errno`.
  func removeFile(_ name: String) throws {
    guard try status(name) != nil else { return }
    try hook?(.removeFile(name))
    do { try Self.check(unlinkat(descriptor.rawValue, name, 0)) } catch Errno.noSuchFileOrDirectory
    {}
  }

  /// Removes an empty folder.
  ///
  /// - Throws: `Errno`.
  func removeFolder(_ name: String) throws {
    try hook?(.removeFolder(name))
    try Self.check(unlinkat(descriptor.rawValue, name, AT_REMOVEDIR))
  }

  /// Waits until the folder's entries are on the disk, where the file system supports that.
  ///
  /// - Throws: `Errno`.
  func sync() throws {
    try hook?(.syncFolder)
    do { try Self.check(fsync(descriptor.rawValue)) } catch Errno.invalidArgument {}
  }

  private static func isUnsupported(_ error: Errno) -> Bool {
    [.invalidArgument, .noFunction, .notSupported].contains(error)
  }

  private static func check(_ result: CInt) throws {
    if result != 0 { throw Errno(rawValue: errno) }
  }

  /// Opens an entry, and retries after a signal.
  private func entry(
    _ name: String, _ flags: CInt, _ mode: mode_t = 0o644
  ) throws -> FileDescriptor {
    while true {
      let result = openat(descriptor.rawValue, name, flags, mode)
      if result >= 0 { return FileDescriptor(rawValue: result) }
      if errno != EINTR { throw Errno(rawValue: errno) }
    }
  }
}

extension OpenFolder.Attributes {
  init(_ status: Stat) {
    mode = UInt32(status.mode.permissions.rawValue)
    owner = UInt32(status.userID.rawValue)
    group = UInt32(status.groupID.rawValue)
  }
}
