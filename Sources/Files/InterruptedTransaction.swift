import SystemPackage

/// A transaction of a folder that is not finished: by a process that still works, or by one that was stopped.
package struct InterruptedTransaction: Sendable {
  /// The file that shows it.
  package static let path = FileTransaction.journalName

  /// The words of the command that makes the change; empty where the journal is damaged.
  package let command: [String]
  /// The process that works on it; `nil` where it was stopped.
  package let holder: String?

  /// - Returns: `nil` for a folder without an unfinished transaction.
  package init?(in folder: FilePath) {
    guard FileSystem.status(folder.appending(Self.path)) != nil,
      let root = try? OpenFolder(folder, hook: nil)
    else { return nil }
    command = (try? FileTransaction.journal(in: root))?.command ?? []
    holder = FolderLock.holder(in: root)
  }
}
