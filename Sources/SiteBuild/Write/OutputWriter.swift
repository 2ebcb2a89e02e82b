import Concurrency
import Diagnostics
import Files
import SiteModel
import Synchronization
import SystemPackage

/// The last stage: writes the built site into a folder.
///
/// An `OutputPlan` computes the changes first. If it has errors, nothing is changed. Each file is written under a
/// temporary name and then renamed, so that readers see either the old or the new file, even if the process is
/// killed. Unchanged files are not touched. Only files that a build wrote are replaced and removed. The `Manifest`
/// lists these files; while files are being changed, it lists both old and new ones.
package struct OutputWriter {
  /// The results of writing a site.
  package struct Report: Sendable {
    /// The files that were written.
    package var written: [OutputPath] = []
    /// The files of earlier builds that were removed.
    package var removed: [OutputPath] = []
    /// The number of files that were unchanged.
    package var unchanged = 0
    /// The number of bytes that were written.
    package var bytesWritten = 0
    /// Whether the plan had errors, so that nothing was changed.
    package var isRefused = false
    /// The errors of the plan, the errors of writing, and warnings.
    package var diagnostics: [Diagnostic] = []

    /// Makes an empty report.
    package init() {}
  }

  /// What a folder holds that a site can be built into.
  package enum Origin: Equatable {
    /// No build wrote into it.
    case none
    /// A site that this version built; `nil` for versions that did not record it.
    case build(String?)
  }

  /// Finds out which version built the site in a folder.
  package static func origin(of folder: FilePath) -> Origin {
    guard FileSystem.status(folder.appending(Manifest.name)) != nil else { return .none }
    return .build(Manifest(in: folder).version)
  }

  private let folder: FilePath
  /// The folder with the manifest.
  private let records: FilePath
  /// The folder as the author named it, for messages.
  private let name: String
  private let isReplacing: Bool
  private var report = Report()

  /// Prepares writing.
  ///
  /// - Parameters:
  ///   - folder: The output folder, which is created if necessary.
  ///   - isReplacing: Whether files that no build wrote may be replaced and removed.
  ///   - records: The folder with the manifest, which must exist; `nil` for the output folder.
  package init(folder: FilePath, isReplacing: Bool = false, records: FilePath? = nil) {
    self.folder = folder
    self.records = records ?? folder
    self.isReplacing = isReplacing
    name = folder.lexicallyNormalized().string
  }

  /// Writes the files of a site; after a failure, the next build continues.
  package mutating func write(_ tree: OutputTree) -> Report {
    do {
      try FileSystem.makeFolders(folder)
      let descriptor = try FileDescriptor.open(folder, .readOnly, options: [.closeOnExec])
      defer { try? descriptor.close() }
      guard FileSystem.lock(descriptor) else {
        report.isRefused = true
        fail("another build is writing to this folder", help: "wait until it has finished")
        return report
      }
      replace(tree.files)
    } catch {
      report.isRefused = true
      fail("the folder cannot be written: \(error)", help: "choose another folder with `--output`")
    }
    return report
  }

  private mutating func replace(_ files: [OutputFile]) {
    let old = Manifest(in: records)
    let plan = OutputPlan(
      files, in: folder, named: name, after: old, isReplacing: isReplacing)
    report.diagnostics = plan.problems + plan.warnings
    guard plan.problems.isEmpty else {
      report.isRefused = true
      return
    }
    let new = Manifest(plan.files.map { ($0.path, $0.fingerprint) })
    if old.isChanging { removeUnfinished(old) }
    // The manifest lists old and new files before the first of them changes.
    guard plan.isEmpty || write(old.changing(to: new)) else { return }
    if carryOut(plan) { write(new) }
  }

  /// Changes the files; returns false if an operation failed.
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
    // Obsolete files are removed only after all others are written.
    if isWritten { for path in plan.removed where !cleared.contains(path) { remove(path) } }
    return report.diagnostics.count == count
  }

  private enum Outcome: Sendable {
    case unchanged
    case written
    case failed(Errno)
    /// The file was not tried, because its folder could not be created or the disk is full, either of which is
    /// reported once.
    case notReached
  }

  /// Records an error, such as a full disk, after which no other write can succeed.
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

  /// Writes the manifest; returns false if that failed.
  @discardableResult
  private mutating func write(_ manifest: Manifest) -> Bool {
    do {
      try manifest.write(in: records)
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

  /// Creates the folders of files, parents first, and returns those that exist.
  private mutating func makeFolders(for paths: [OutputPath]) -> Set<String> {
    var ready: Set<String> = [""]
    for folders in OutputPath.foldersByDepth(of: paths) {
      let reached = folders.filter { ready.contains(OutputPath($0).folder) }
      let folder = self.folder
      let errors = reached.concurrentMap { Self.makeFolder(folder.appending($0)) }
      for (name, error) in zip(reached, errors) {
        if let error {
          fail("the folder cannot be created: \(error)", OutputPath(name))
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

  /// Removes the temporary files of a build that was killed.
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
