/// A system call that changes the disk.
package enum DiskOperation: Sendable, Hashable {
  case createFile(String)
  case write(String)
  case setOwner(String)
  case setMode(String)
  case syncFile(String)
  case syncFolder
  case makeFolder(String)
  case rename(String, to: String)
  case exchange(String, with: String)
  case removeFile(String)
  case removeFolder(String)

  /// Is called before each operation, which fails with what it throws (`Errno.invalidArgument` stands for a file system
  /// that cannot exchange two files).
  ///
  /// Tests fail or stop at each one by it.
  package typealias Hook = (DiskOperation) throws -> Void
}
