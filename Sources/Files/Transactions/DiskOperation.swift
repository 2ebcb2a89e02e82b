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

  /// Called before each operation, which fails with the error that the hook throws.
  ///
  /// Tests use it to stop at any operation.
  ///
  /// `Errno.invalidArgument` simulates a file system that cannot exchange two files.
  package typealias Hook = (DiskOperation) throws -> Void
}
