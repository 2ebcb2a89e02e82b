import SystemPackage
import Text

/// Changes several files below a folder, all or none, even if the process is killed.
///
/// 1. It writes a draft of the journal, which names every temporary file and contains the originals.
/// 2. It writes the new bytes to temporary files, with the mode and owner of the files that they replace.
/// 3. It compares all files with what the caller read.
/// 4. It renames the draft to the journal. This is the commit point.
/// 5. It exchanges each file with its temporary file. If the result is not what the caller read, an editor has saved the
///    file in between. Then that file is put back and the others are restored.
/// 6. It removes the temporary files and the journal.
///
/// If there is a journal, the next transaction finishes the change or undoes it. If there is only a draft, it
/// removes the files that the draft names. A folder has one transaction at a time.
package final class FileTransaction {
  /// How the names of Waymark's own files begin.
  static let reservedPrefix = ".waymark-"
  static let journalName = ".waymark-journal"
  static let draftName = ".waymark-journal-draft"

  enum Request {
    case replace(String, old: [UInt8], new: [UInt8])
    case create(String, [UInt8])
    case move(String, old: [UInt8], to: String, new: [UInt8])
  }

  /// The outcome of an interrupted transaction.
  package enum Recovery: Sendable {
    case finished(command: [String])
    /// The files in `kept` were edited since and were not restored.
    case undone(command: [String], kept: [String])

    /// The command that made the change.
    package var command: [String] {
      switch self {
      case .finished(let command), .undone(let command, _): command
      }
    }
  }

  /// The outcome of an interrupted transaction that was found in the folder; `nil` where there was none.
  package private(set) var recovery: Recovery?

  let path: FilePath
  let root: OpenFolder
  private let command: [String]
  private let lock: FolderLock
  private(set) var requests: [Request] = []

  /// Takes the folder's lock, and finishes or undoes an interrupted transaction.
  ///
  /// - Parameters:
  ///   - folder: The folder that holds every file of the transaction.
  ///   - command: The words of the command, for messages.
  ///   - hook: Called before each operation that changes the disk.
  /// - Throws: `Failure`.
  package init(
    in folder: FilePath, command: [String], hook: DiskOperation.Hook? = nil
  ) throws {
    guard let path = FileSystem.real(folder) else {
      throw Failure.refused(path: folder.string, reason: "there is no such folder")
    }
    self.path = path
    self.command = command
    do { root = try OpenFolder(path, hook: hook) } catch {
      throw Failure.refused(path: folder.string, reason: "\(error)")
    }
    lock = try FolderLock(root, holder: ShellQuoting.command(command))
    recovery = try recover()
  }

  // MARK: Requests

  /// Replaces the bytes of a file, which must still be `old`.
  package func replace(_ path: String, _ old: [UInt8], with new: [UInt8]) {
    requests.append(.replace(path, old: old, new: new))
  }

  /// Creates a file and the folders above it.
  package func create(_ path: String, _ bytes: [UInt8]) {
    requests.append(.create(path, bytes))
  }

  /// Moves a file, which must still hold `old`, to a free path, with new bytes.
  package func move(_ path: String, _ old: [UInt8], to other: String, with new: [UInt8]) {
    requests.append(.move(path, old: old, to: other, new: new))
  }

  // MARK: Commit

  /// Makes all changes.
  ///
  /// If it throws an error other than `Failure.unfinished`, no change was made.
  ///
  /// - Throws: `Failure`.
  package func commit() throws {
    let plan = try TransactionPlan(self)
    guard !plan.isEmpty else { return }
    let journal = plan.journal(command)
    do {
      try prepare(journal, plan)
      try root.renameNew(Self.draftName, to: Self.journalName)
    } catch {
      try? discard(journal)
      throw Failure(error, path: Self.journalName)
    }
    let settlement = JournalSettlement(root, journal)
    do { try root.sync() } catch {
      _ = try settlement.undo()
      throw Failure(error, path: Self.journalName)
    }
    switch try settlement.settle() {
    case .finished: return
    case .undone(let kept, nil): throw Failure.edited(kept)
    case .undone(_, let reason?): throw reason
    }
  }

  /// Writes the draft and the temporary files.
  private func prepare(_ journal: Journal, _ plan: TransactionPlan) throws {
    let bytes = journal.encoded
    guard bytes.count <= Journal.sizeLimit else {
      throw Failure.refused(path: Self.journalName, reason: "the files are too large together")
    }
    try root.create(Self.draftName, bytes, mode: 0o600)
    try root.sync()
    for folder in journal.folders {
      try Failure.naming(folder.text) {
        try root.folder(at: folder.folder).makeFolder(folder.name)
      }
    }
    for (index, change) in journal.changes.enumerated() {
      guard let new = plan.changes[index].new else { continue }
      try stage(new, change, as: journal.staged(index), plan.changes[index].attributes)
    }
    for folder in Set(journal.changes.map(\.path.folder)) { try root.folder(at: folder).sync() }
    try plan.checkAgain()
  }

  private func stage(
    _ bytes: [UInt8], _ change: Journal.Change, as name: String,
    _ attributes: OpenFolder.Attributes?
  ) throws {
    let place = change.path.folder.map { "its folder `\($0.text)`" } ?? "the folder"
    do {
      try root.folder(at: change.path.folder).create(name, bytes, attributes)
    } catch Errno.notPermitted {
      throw Failure.refused(
        path: change.path.text,
        reason: "a new file cannot have its owner (\(attributes?.text ?? "unknown"))")
    } catch let error as Errno {
      throw Failure.refused(
        path: change.path.text, reason: "nothing can be written in \(place): \(error)")
    }
  }

  // MARK: Recovery

  private func recover() throws -> Recovery? {
    guard let journal = try Self.journal(in: root) else {
      try discardDraft()
      return nil
    }
    let outcome = try JournalSettlement(root, journal).settle()
    try discardDraft()
    switch outcome {
    case .finished: return .finished(command: journal.command)
    case .undone(let kept, _): return .undone(command: journal.command, kept: kept)
    }
  }

  /// The journal of an unfinished transaction.
  ///
  /// - Throws: `Failure.damaged`.
  static func journal(in root: OpenFolder) throws -> Journal? {
    do {
      guard try root.status(journalName) != nil else { return nil }
      return try Journal(try root.read(journalName, limit: Journal.sizeLimit))
    } catch let damage as Journal.Damage {
      throw Failure.damaged("byte \(damage.offset): \(damage.reason)")
    } catch {
      throw Failure.damaged("it cannot be read: \(error)")
    }
  }

  private func discardDraft() throws {
    do {
      guard try root.status(Self.draftName) != nil else { return }
      // A damaged draft was never complete, so no temporary files exist.
      if let bytes = try? root.read(Self.draftName, limit: Journal.sizeLimit),
        let draft = try? Journal(bytes)
      {
        try discard(draft)
      } else {
        try root.removeFile(Self.draftName)
      }
    } catch {
      throw Failure(error, path: Self.draftName)
    }
  }

  /// Removes the temporary files and new folders of a transaction that was never committed.
  private func discard(_ journal: Journal) throws {
    for (index, change) in journal.changes.enumerated() {
      guard let folder = try? root.folder(at: change.path.folder) else { continue }
      try folder.removeFile(journal.staged(index))
    }
    for folder in journal.folders.reversed() {
      try? root.folder(at: folder.folder).removeFolder(folder.name)
    }
    try root.removeFile(Self.draftName)
  }
}
