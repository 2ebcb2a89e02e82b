import Algorithms
import Diagnostics
import Files
import SiteModel
import SystemPackage

/// Makes a folder hold exactly the built site, one whole file at a time.
///
/// Each file is written beside its place and then renamed, so that a reader, or a process that is
/// killed, sees the old file or the new one. Files whose bytes are right already are not touched.
/// Only files that a build wrote are removed: `.waymark-manifest` lists them, and holds the old and
/// the new ones while they change.
package struct OutputWriter {
  /// What a write did.
  package struct Report: Sendable {
    package var written: [OutputPath] = []
    package var removed: [OutputPath] = []
    package var unchanged = 0
    package var bytesWritten = 0
    package var diagnostics: [Diagnostic] = []

    package init() {}
  }

  private let folder: FilePath
  /// The folder as the author named it, for messages.
  private let name: String
  private var report = Report()

  package init(folder: FilePath) {
    self.folder = folder
    name = folder.string
  }

  /// Writes the site.
  ///
  /// After a failure the report says what could not be written; the rest was.
  package mutating func write(_ tree: OutputTree) -> Report {
    do {
      try makeFolders(folder)
      let descriptor = try FileDescriptor.open(folder, .readOnly, options: [.closeOnExec])
      defer { try? descriptor.close() }
      guard FileSystem.lock(descriptor) else {
        fail("another build is writing to this folder", help: "wait for it to end")
        return report
      }
      try replace(tree.files)
    } catch let error as Errno {
      fail("the folder cannot be written: \(error)", help: "choose another by `--output`")
    } catch {
      fail("the folder cannot be written: \(error)")
    }
    return report
  }

  private mutating func replace(_ files: [(path: OutputPath, bytes: [UInt8])]) throws {
    let old = Manifest(in: folder)
    let new = files.map(\.path)
    let stale = Set(old.paths).subtracting(new).sorted()
    if old.isChanging { removeUnfinished(old.paths) }
    // The list holds the old and the new files before the first of them changes.
    let both = Set(old.paths).union(new).sorted()
    try Manifest(both, isChanging: true).write(in: folder)

    clearTheWay(for: new, stale: stale)
    let ready = makeFolders(for: new)
    let folder = self.folder
    let results = files.concurrentMap { file -> Outcome in
      guard ready.contains(Self.parent(of: file.path)) else { return .blocked }
      return Self.replace(folder, file.path, file.bytes)
    }
    for (file, outcome) in zip(files, results) {
      switch outcome {
      case .unchanged: report.unchanged += 1
      case .written:
        report.written.append(file.path)
        report.bytesWritten += file.bytes.count
      case .failed(let error): fail("the file cannot be written: \(error)", file.path)
      case .blocked: break
      }
    }
    for path in stale { remove(path) }
    let isComplete = report.diagnostics.isEmpty
    try Manifest(isComplete ? new : both, isChanging: false).write(in: folder)
  }

  // MARK: One file

  private enum Outcome: Sendable {
    case unchanged
    case written
    case failed(Errno)
    /// Its folder could not be made, which has been reported.
    case blocked
  }

  private static func replace(
    _ folder: FilePath, _ path: OutputPath, _ bytes: [UInt8]
  ) -> Outcome {
    let target = folder.appending(path.text)
    if let status = FileSystem.status(target) {
      if holds(target, status, bytes) { return .unchanged }
      if status.type == .directory { return .failed(.isDirectory) }
    }
    do {
      try FileSystem.replace(target, with: bytes)
      return .written
    } catch {
      return .failed(error as? Errno ?? .ioError)
    }
  }

  private static func holds(_ path: FilePath, _ status: Stat, _ bytes: [UInt8]) -> Bool {
    status.type == .regular && Int(status.size) == bytes.count
      && (try? FileSystem.read(path)) == bytes
  }

  /// Removes a file of an earlier build, and the folders that it leaves empty.
  private mutating func remove(_ path: OutputPath) {
    guard isReached(path), let status = FileSystem.status(folder.appending(path.text)),
      status.type == .regular
    else { return }
    do {
      try FileSystem.removeFile(folder.appending(path.text))
      report.removed.append(path)
    } catch {
      fail("the file cannot be removed: \(error)", path)
      return
    }
    var parent = Self.parent(of: path)
    while !parent.isEmpty, (try? FileSystem.removeFolder(folder.appending(parent))) != nil {
      parent = Self.parent(of: OutputPath(parent))
    }
  }

  /// Whether real folders, and no links, lead to the file.
  private func isReached(_ path: OutputPath) -> Bool {
    var location = folder
    return Self.parent(of: path).split(separator: "/").allSatisfy { part in
      location.append(String(part))
      return FileSystem.status(location)?.type == .directory
    }
  }

  // MARK: Folders

  /// Removes old files that stand where folders must be, or below what must be a file.
  private mutating func clearTheWay(for new: [OutputPath], stale: [OutputPath]) {
    guard !stale.isEmpty else { return }
    let files = Set(new.map(\.text))
    var folders: Set<String> = []
    for path in new {
      var parent = Self.parent(of: path)
      while !parent.isEmpty, folders.insert(parent).inserted {
        parent = Self.parent(of: OutputPath(parent))
      }
    }
    for path in stale {
      var above = Self.parent(of: path)
      while !above.isEmpty, !files.contains(above) { above = Self.parent(of: OutputPath(above)) }
      if folders.contains(path.text) || !above.isEmpty { remove(path) }
    }
  }

  /// Makes the folders of all files, those of one depth at once; the answer holds those that are there now.
  private mutating func makeFolders(for paths: [OutputPath]) -> Set<String> {
    var ready: Set<String> = [""]
    for folders in Self.foldersByDepth(of: paths) {
      let reached = folders.filter { ready.contains(Self.parent(of: OutputPath($0))) }
      let folder = self.folder
      let problems = reached.concurrentMap { Self.makeFolder(folder.appending($0)) }
      for (name, problem) in zip(reached, problems) {
        if let problem {
          fail("the folder cannot be made: \(problem)", OutputPath(name))
        } else {
          ready.insert(name)
        }
      }
    }
    return ready
  }

  /// The folders of all files, and those above them, which come first.
  private static func foldersByDepth(of paths: [OutputPath]) -> [[String]] {
    var folders: [[String]] = []
    var known: Set<String> = [""]
    for path in paths {
      var name = parent(of: path)
      while known.insert(name).inserted {
        let depth = name.utf8.count { $0 == UInt8(ascii: "/") }
        while folders.count <= depth { folders.append([]) }
        folders[depth].append(name)
        name = parent(of: OutputPath(name))
      }
    }
    return folders
  }

  private static func makeFolder(_ path: FilePath) -> String? {
    do {
      try FileSystem.makeFolder(path)
      return nil
    } catch Errno.fileExists {
      switch FileSystem.status(path)?.type {
      case .directory: return nil
      case .symbolicLink: return "a symbolic link stands in its place"
      default: return "a file that no build wrote stands in its place"
      }
    } catch {
      return "\(error)"
    }
  }

  private func makeFolders(_ path: FilePath) throws {
    if (try? path.stat())?.type == .directory { return }
    let parent = path.removingLastComponent()
    if !parent.isEmpty, parent != path { try makeFolders(parent) }
    do {
      try FileSystem.makeFolder(path)
    } catch Errno.fileExists where (try? path.stat())?.type == .directory {
      return
    }
  }

  /// Removes what a killed build had not finished.
  private func removeUnfinished(_ paths: [OutputPath]) {
    for path in paths where isReached(path) {
      try? FileSystem.removeFile(FileSystem.unfinished(folder.appending(path.text)))
    }
  }

  private static func parent(of path: OutputPath) -> String {
    path.text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path.text[..<$0]) } ?? ""
  }

  private mutating func fail(_ message: String, _ path: OutputPath? = nil, help: String? = nil) {
    let place = path.map { name + "/" + $0.text } ?? name
    report.diagnostics.append(
      Diagnostic(.unwritableOutput, message, at: Location(path: place), help: help))
  }
}
