import SystemPackage

/// A transaction that is not finished: its process is still running, or was killed.
package struct InterruptedTransaction: Sendable {
  /// The name of the file that shows it.
  package static let path = FileTransaction.journalName

  /// The words of the command; empty where the journal is damaged.
  package let command: [String]
  /// The process that works on it; `nil` where it has ended.
  package let holder: String?

  /// Finds the unfinished transaction of a folder; `nil` where there is none.
  package init?(in folder: FilePath) {
    guard FileSystem.status(folder.appending(Self.path)) != nil,
      let root = try? OpenFolder(folder, hook: nil)
    else { return nil }
    command = (try? FileTransaction.journal(in: root))?.command ?? []
    holder = FolderLock.holder(in: root)
  }
}
