import Concurrency
import Diagnostics
import Files
import SiteModel
import Synchronization
import SystemPackage

/// Makes a folder hold exactly the built site, one whole file at a time.
///
/// An `OutputPlan` finds first what there is to change; where something stands in the way, nothing is
/// changed. Each file is written beside its place and then renamed, so that a reader, or a process that
/// is killed, sees the old file or the new one. Files whose bytes are right already are not touched.
/// Only files that a build wrote are replaced and removed: the `Manifest` lists them, and holds the old
/// and the new ones while they change.
package struct OutputWriter {
  /// What a write did.
  package struct Report: Sendable {
    package var written: [OutputPath] = []
    package var removed: [OutputPath] = []
    package var unchanged = 0
    package var bytesWritten = 0
    /// Whether something stood in the way, so that nothing was changed.
    package var isRefused = false
    package var diagnostics: [Diagnostic] = []

    package init() {}
  }

  private let folder: FilePath
  /// The folder as the author named it, for messages.
  private let name: String
  private let isReplacing: Bool
  private var report = Report()

  /// - Parameters:
  ///   - folder: Is made where it is not there.
  ///   - isReplacing: Whether files that no build wrote may be replaced and removed.
  package init(folder: FilePath, isReplacing: Bool = false) {
    self.folder = folder
    self.isReplacing = isReplacing
    name = folder.lexicallyNormalized().string
  }

  /// Writes the site.
  ///
  /// After a failure the report says what could not be written, and the next build goes on from there.
  package mutating func write(_ tree: OutputTree) -> Report {
    do {
      try FileSystem.makeFolders(folder)
      let descriptor = try FileDescriptor.open(folder, .readOnly, options: [.closeOnExec])
      defer { try? descriptor.close() }
      guard FileSystem.lock(descriptor) else {
        report.isRefused = true
        fail("another build is writing to this folder", help: "wait for it to end")
        return report
      }
      replace(tree.files)
    } catch {
      report.isRefused = true
      fail("the folder cannot be written: \(error)", help: "choose another by `--output`")
    }
    return report
  }

  private mutating func replace(_ files: [(path: OutputPath, bytes: [UInt8])]) {
    let old = Manifest(in: folder)
    let plan = OutputPlan(
      files, in: folder, named: name, after: old, isReplacing: isReplacing)
    report.diagnostics = plan.problems + plan.warnings
    guard plan.problems.isEmpty else {
      report.isRefused = true
      return
    }
    let new = Manifest(plan.files.map { ($0.path, $0.fingerprint) })
    if old.isChanging { removeUnfinished(old) }
    // The list holds the old and the new files before the first of them changes.
    guard plan.isEmpty || write(old.changing(to: new)) else { return }
    if carryOut(plan) { write(new) }
  }

  /// Changes the files; `false` where something failed.
  private mutating func carryOut(_ plan: OutputPlan) -> Bool {
    let count = report.diagnostics.count
    for path in plan.cleared { remove(path) }
    let ready = makeFolders(for: plan.files.filter { !$0.isCurrent }.map(\.path))
    let (folder, disk) = (folder, Disk())
    let outcomes = plan.files.concurrentMap { file -> Outcome in
      if file.isCurrent { return .unchanged }
      guard ready.contains(file.path.folder), !disk.isFull else { return .notReached }
      do {
        try FileSystem.replace(folder.appending(file.path.text), with: file.bytes)
        return .written
      } catch {
        let error = error as? Errno ?? .ioError
        disk.note(error)
        return .failed(error)
      }
    }
    var missed = 0
    for (file, outcome) in zip(plan.files, outcomes) {
      switch outcome {
      case .unchanged: report.unchanged += 1
      case .written:
        report.written.append(file.path)
        report.bytesWritten += file.bytes.count
      case .failed(let error): fail("the file cannot be written: \(error)", file.path)
      case .notReached: missed += 1
      }
    }
    if disk.isFull, missed > 0, !report.diagnostics.isEmpty {
      report.diagnostics[report.diagnostics.count - 1].notes.append(
        .init("\(missed) more file\(missed == 1 ? " was" : "s were") not reached"))
    }
    let isWritten = report.diagnostics.count == count
    let cleared = Set(plan.cleared)
    // What is no longer part of the site stays until all else is there.
    if isWritten { for path in plan.removed where !cleared.contains(path) { remove(path) } }
    return report.diagnostics.count == count
  }

  private enum Outcome: Sendable {
    case unchanged
    case written
    case failed(Errno)
    /// Its folder could not be made, or the disk is full; either has been reported.
    case notReached
  }

  /// Whether it makes sense to go on after a failure.
  private final class Disk: Sendable {
    private let full = Atomic(false)

    var isFull: Bool { full.load(ordering: .relaxed) }

    func note(_ error: Errno) {
      if [.noSpace, .diskQuotaExceeded, .readOnlyFileSystem, .ioError].contains(error) {
        full.store(true, ordering: .relaxed)
      }
    }
  }

  // MARK: Single changes

  /// Writes the list of files; `false` where that failed.
  @discardableResult
  private mutating func write(_ manifest: Manifest) -> Bool {
    do {
      try manifest.write(in: folder)
      return true
    } catch {
      fail("the file cannot be written: \(error)", OutputPath(Manifest.name))
      return false
    }
  }

  /// Removes a file, and the folders that it leaves empty.
  private mutating func remove(_ path: OutputPath) {
    do {
      try FileSystem.removeFile(folder.appending(path.text))
      report.removed.append(path)
    } catch Errno.noSuchFileOrDirectory {
      return
    } catch {
      fail("the file cannot be removed: \(error)", path)
      return
    }
    var parent = path.folder
    while !parent.isEmpty, (try? FileSystem.removeFolder(folder.appending(parent))) != nil {
      parent = OutputPath(parent).folder
    }
  }

  /// Makes the folders of files, those of one depth at once; the answer holds those that are there now.
  private mutating func makeFolders(for paths: [OutputPath]) -> Set<String> {
    var ready: Set<String> = [""]
    for folders in OutputPath.foldersByDepth(of: paths) {
      let reached = folders.filter { ready.contains(OutputPath($0).folder) }
      let folder = self.folder
      let errors = reached.concurrentMap { Self.makeFolder(folder.appending($0)) }
      for (name, error) in zip(reached, errors) {
        if let error {
          fail("the folder cannot be made: \(error)", OutputPath(name))
        } else {
          ready.insert(name)
        }
      }
    }
    return ready
  }

  private static func makeFolder(_ path: FilePath) -> Errno? {
    do {
      try FileSystem.makeFolder(path)
      return nil
    } catch Errno.fileExists where FileSystem.status(path)?.type == .directory {
      return nil
    } catch {
      return error as? Errno ?? .ioError
    }
  }

  /// Removes what a killed build had not finished.
  private func removeUnfinished(_ manifest: Manifest) {
    for name in Set(manifest.written.keys.map(\.folder)) {
      let place = folder.appending(name)
      for file in (try? FileSystem.names(in: place)) ?? [] where FileSystem.isTemporary(file) {
        let path = place.appending(file)
        if FileSystem.status(path)?.type == .regular { try? FileSystem.removeFile(path) }
      }
    }
  }

  private mutating func fail(_ message: String, _ path: OutputPath? = nil, help: String? = nil) {
    let place = path.map { name + "/" + $0.text } ?? name
    report.diagnostics.append(
      Diagnostic(.unwritableOutput, message, at: Location(path: place), help: help))
  }
}
