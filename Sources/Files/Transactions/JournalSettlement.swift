import SystemPackage
import Text

/// Finishes or undoes the changes of a journal.
///
/// It can be interrupted anywhere and started again, because it depends on the journal and the files only.
struct JournalSettlement {
  enum Outcome {
    case finished
    /// All files are restored, except those that were edited since. `reason` is the failure, if there was another one.
    case undone(kept: [String], reason: FileTransaction.Failure?)
  }

  private enum State {
    case old
    case new
    /// Other bytes, or no file.
    case other
  }

  /// A file did not hold the expected bytes.
  private struct Edited: Error {}

  private let root: OpenFolder
  private let journal: Journal

  init(_ root: OpenFolder, _ journal: Journal) {
    self.root = root
    self.journal = journal
  }

  /// Finishes the change if possible, and undoes it otherwise.
  ///
  /// - Throws: `FileTransaction.Failure.unfinished`, with the journal in place.
  func settle() throws -> Outcome {
    var reason: FileTransaction.Failure?
    do {
      try putBackDisplaced()
      guard try canFinish() else { return try undo() }
      for index in journal.changes.indices where try state(index) == .old {
        let change = journal.changes[index]
        try naming(index) {
          try apply(index, from: change.old, to: change.new, by: journal.staged(index))
        }
      }
      // An editor that had opened a file before the exchange may have written to it since.
      guard try putBackDisplaced().isEmpty else { return try undo() }
      try cleanUp()
      return .finished
    } catch is Edited {
      reason = nil
    } catch let failure as FileTransaction.Failure {
      // All files are changed, but the journal could not be removed.
      if case .unfinished = failure { throw failure }
      reason = failure
    } catch {
      reason = .refused(path: FileTransaction.journalName, reason: "\(error)")
    }
    return try undo(reason)
  }

  /// Restores all changed files and removes created ones.
  ///
  /// - Throws: `FileTransaction.Failure.unfinished`, with the journal in place.
  func undo(_ reason: FileTransaction.Failure? = nil) throws -> Outcome {
    var kept: Set<String> = []
    do {
      try putBackDisplaced()
      for index in journal.changes.indices.reversed() {
        let change = journal.changes[index]
        switch try state(index) {
        case .old: continue
        case .other: kept.insert(change.path.text)
        case .new:
          do {
            try naming(index) {
              try restage(index)
              try apply(index, from: change.new, to: change.old, by: journal.restored(index))
            }
          } catch is Edited {
            kept.insert(change.path.text)
          }
        }
      }
      kept.formUnion(try putBackDisplaced())
    } catch {
      throw unfinished(error)
    }
    try cleanUp(removingFolders: true)
    return .undone(kept: kept.sorted(), reason: reason)
  }

  // MARK: States

  /// Whether each file is either changed already or unchanged with its new bytes in place.
  private func canFinish() throws -> Bool {
    for (index, change) in journal.changes.enumerated() {
      switch try state(index) {
      case .new: continue
      case .other: return false
      case .old:
        guard let new = change.new else { continue }
        let name = journal.staged(index)
        if try digest(name, beside: change.path) != .file(new) {
          throw FileTransaction.Failure.refused(
            path: change.path.text, reason: "its new text, `\(name)`, is gone or was changed")
        }
      }
    }
    return true
  }

  private enum Content: Equatable {
    case nothing
    case file(Journal.Digest)
    /// A folder, a link, or a file that is too large.
    case other

    init(_ digest: Journal.Digest?) { self = digest.map { .file($0) } ?? .nothing }
  }

  private func state(_ index: Int) throws -> State {
    let change = journal.changes[index]
    let content = try naming(index) { () throws -> Content in
      if change.new == nil, let folder = try folder(of: change.path),
        try !folder.holds(exactly: change.path.name)
      {
        return .nothing
      }
      return try digest(change.path.name, beside: change.path)
    }
    return content == Content(change.new)
      ? .new : content == Content(change.old) ? .old : .other
  }

  /// The content of an entry in the folder of `path`.
  private func digest(_ name: String, beside path: RelativePath) throws -> Content {
    guard let folder = try folder(of: path), let status = try folder.status(name) else {
      return .nothing
    }
    guard status.type == .regular, status.size <= Journal.sizeLimit else { return .other }
    return .file(Journal.Digest(try folder.read(name, limit: Journal.sizeLimit)))
  }

  /// The folder of a path; `nil` where it does not exist any more.
  private func folder(of path: RelativePath) throws -> OpenFolder? {
    do { return try root.folder(at: path.folder) } catch Errno.noSuchFileOrDirectory,
      Errno.notDirectory, Errno.tooManySymbolicLinkLevels
    { return nil }
  }

  // MARK: Steps

  /// Changes one file, if it holds the expected bytes.
  ///
  /// The previous file is then named `staged`.
  ///
  /// - Throws: `Edited`, without a change.
  private func apply(
    _ index: Int, from: Journal.Digest?, to: Journal.Digest?, by staged: String
  ) throws {
    let path = journal.changes[index].path
    guard let folder = try folder(of: path) else { throw Edited() }
    let name = path.name
    do {
      guard from != nil else { return try folder.renameNew(staged, to: name) }
      guard to != nil else {
        try folder.renameNew(name, to: staged)
        if try digest(staged, beside: path) != Content(from) {
          try folder.renameNew(staged, to: name)
          throw Edited()
        }
        return
      }
      if try folder.exchange(staged, with: name) {
        guard try digest(staged, beside: path) != Content(from) else { return }
        try putBack(staged, path, in: folder, holding: Content(to))
        throw Edited()
      }
    } catch Errno.fileExists, Errno.noSuchFileOrDirectory {
      throw Edited()
    }
    // Without support for exchanges, the last check and the rename are two steps.
    guard try digest(name, beside: path) == Content(from) else { throw Edited() }
    try folder.rename(staged, to: name)
  }

  /// Puts a save of an editor back in place of the file that replaced it.
  ///
  /// If an even newer save is found in its place, that one is put back in turn.
  private func putBack(
    _ staged: String, _ path: RelativePath, in folder: OpenFolder, holding put: Content
  ) throws {
    var put = put
    while true {
      let save = try digest(staged, beside: path)
      guard try folder.exchange(staged, with: path.name) else { return }
      if try digest(staged, beside: path) == put { return }
      put = save
    }
  }

  /// Puts back the saves of editors that an exchange displaced, or that were written to a displaced file later.
  ///
  /// - Returns: Their paths.
  @discardableResult
  private func putBackDisplaced() throws -> [String] {
    var paths: [String] = []
    for (index, change) in journal.changes.enumerated() {
      guard let folder = try naming(index, { try folder(of: change.path) }) else { continue }
      for (staged, ours) in [
        (journal.staged(index), change.new), (journal.restored(index), change.old),
      ] {
        let content = try naming(index) { try digest(staged, beside: change.path) }
        let place = try naming(index) { try digest(change.path.name, beside: change.path) }
        guard content != .nothing, content != Content(change.old),
          content != Content(change.new), place == Content(ours)
        else { continue }
        try naming(index) {
          if ours == nil {
            try folder.renameNew(staged, to: change.path.name)
          } else {
            try putBack(staged, change.path, in: folder, holding: Content(ours))
          }
        }
        paths.append(change.path.text)
      }
    }
    return paths
  }

  /// Writes an original to its temporary name, which only complete files have.
  private func restage(_ index: Int) throws {
    let change = journal.changes[index]
    guard let original = change.original else { return }
    let folder = try folderForRestoring(change.path)
    try folder.removeFile(journal.partial(index))
    try folder.removeFile(journal.restored(index))
    try folder.create(journal.partial(index), original.bytes, original.attributes)
    try folder.renameNew(journal.partial(index), to: journal.restored(index))
  }

  /// The folder of a file to restore, which is created again if it was removed.
  private func folderForRestoring(_ path: RelativePath) throws -> OpenFolder {
    var folder = root
    for name in path.folder?.components ?? [] {
      if try folder.status(name) == nil { try folder.makeFolder(name) }
      folder = try folder.folder(name)
    }
    return folder
  }

  // MARK: Cleanup

  /// Removes the temporary files, and then the journal.
  private func cleanUp(removingFolders: Bool = false) throws {
    do {
      for path in Set(journal.changes.map(\.path.folder)) { try? root.folder(at: path).sync() }
      for (index, change) in journal.changes.enumerated() {
        guard let folder = try folder(of: change.path) else { continue }
        try folder.removeFile(journal.staged(index))
        try folder.removeFile(journal.restored(index))
        try folder.removeFile(journal.partial(index))
      }
      if removingFolders {
        for folder in journal.folders.reversed() {
          try? root.folder(at: folder.folder).removeFolder(folder.name)
        }
      }
      try root.removeFile(FileTransaction.journalName)
    } catch {
      throw unfinished(error)
    }
    // If a power cut brings the journal back, every file is in its final state.
    try? root.sync()
  }

  private func unfinished(_ error: any Error) -> FileTransaction.Failure {
    switch error {
    case FileTransaction.Failure.refused(let path, let reason):
      .unfinished(path: path, reason: reason)
    case let failure as FileTransaction.Failure: failure
    default: .unfinished(path: FileTransaction.journalName, reason: "\(error)")
    }
  }

  /// Runs a step of one change, and adds the path to its error.
  private func naming<T>(_ index: Int, _ step: () throws -> T) throws -> T {
    do { return try step() } catch let edited as Edited { throw edited } catch {
      throw FileTransaction.Failure(error, path: journal.changes[index].path.text)
    }
  }
}
