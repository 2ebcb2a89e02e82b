import Concurrency
import Diagnostics
import Files
import SiteModel
import SystemPackage

/// The changes that a build will make in the output folder, computed before the first change.
///
/// A file whose bytes are not in the manifest is foreign. Foreign files are neither replaced nor removed unless
/// `isReplacing` is set. If a foreign file has the path of a file of the site but other bytes, it is reported.
struct OutputPlan {
  /// A file of the site and its state on disk.
  struct File: Sendable {
    let path: OutputPath
    let bytes: [UInt8]
    let fingerprint: Fingerprint
    /// Whether the file on disk has these bytes.
    fileprivate(set) var isCurrent = false
  }

  /// The largest size in bytes of a file that is read for comparison, which is more than a build writes.
  private static let sizeLimit = 256 << 20

  private let folder: FilePath
  private let name: String
  private let known: Manifest
  private let isReplacing: Bool

  /// The files of the site, sorted by path.
  private(set) var files: [File]
  /// Files of earlier builds that must be removed, sorted.
  private(set) var removed: [OutputPath] = []
  /// Files that must be removed before folders or files of the site replace them.
  private(set) var cleared: [OutputPath] = []
  /// The errors; if there are any, nothing may be changed.
  private(set) var problems: [Diagnostic] = []
  /// Foreign files that stay although they are no longer part of the site.
  private(set) var warnings: [Diagnostic] = []

  /// Whether there is nothing to change.
  var isEmpty: Bool {
    removed.isEmpty && cleared.isEmpty && files.allSatisfy(\.isCurrent)
  }

  /// Compares the files of a site with an existing folder.
  ///
  /// `name` is the name of the folder in messages. `known` lists the files that earlier builds wrote. `isReplacing`
  /// says whether foreign files are replaced.
  init(
    _ files: [OutputFile], in folder: FilePath, named name: String,
    after known: Manifest, isReplacing: Bool
  ) {
    self.folder = folder
    self.name = name
    self.known = known
    self.isReplacing = isReplacing
    self.files = files.concurrentMap {
      File(path: $0.path, bytes: $0.bytes, fingerprint: Fingerprint($0.bytes))
    }
    checkLengths()
    guard problems.isEmpty else { return }
    checkManifest()
    findStale()
    let present = findFolders()
    compare(present)
    checkRights(present)
    problems.sort(by: Diagnostic.isOrdered)
  }

  // MARK: Steps

  /// The largest length of a path in bytes, including the zero byte at its end.
  private static var pathLimit: Int {
    #if os(Linux)
      4096
    #else
      1024
    #endif
  }

  /// Reports files whose paths are too long for the system.
  private mutating func checkLengths() {
    let length = folder.string.utf8.count + 1
    for file in files where length + file.path.text.utf8.count >= Self.pathLimit {
      refuse(file.path, "the file cannot be written: \(Errno.fileNameTooLong)")
    }
  }

  private mutating func checkManifest() {
    let path = OutputPath(Manifest.name)
    switch Self.standing(at: folder.appending(path.text)) {
    case .nothing, .file: break
    case .failed(let error): refuse(path, "the file cannot be read: \(error)")
    case .folder, .link, .other:
      refuse(
        path, "this is not a file, but builds keep their list of files here",
        help: "move it elsewhere")
    }
  }

  /// Finds the files of earlier builds that are no longer part of the site.
  private mutating func findStale() {
    let wanted = Set(files.map(\.path))
    let stale = known.written.keys.filter { !wanted.contains($0) }.sorted()
    let states = stale.concurrentMap { [self] path in
      isReached(path) ? (Self.standing(at: folder.appending(path.text)), isBuilt(path)) : nil
    }
    for (path, state) in zip(stale, states) {
      guard case (.file, let isBuilt)? = state else { continue }
      if isBuilt || isReplacing {
        removed.append(path)
      } else {
        var warning = Diagnostic(
          .foreignFile,
          "this file is no longer part of the site, but it was changed since a build "
            + "wrote it, so it stays", at: place(path), help: "remove it by hand")
        warning.severity = .warning
        warnings.append(warning)
      }
    }
    // On file systems that ignore case, `A` and `a` are the same file.
    let names = Set(files.map { $0.path.text.lowercased() })
    cleared = removed.filter { names.contains($0.text.lowercased()) }
  }

  /// Checks each folder that the site needs, and returns those that exist.
  private mutating func findFolders() -> Set<String> {
    let removable = Set(removed.map(\.text))
    var present: Set<String> = [""]
    for level in OutputPath.foldersByDepth(of: files.map(\.path)) {
      let reached = level.filter { present.contains(OutputPath($0).folder) }
      let states = reached.concurrentMap { [folder] in Self.standing(at: folder.appending($0)) }
      for (name, state) in zip(reached, states) {
        let path = OutputPath(name)
        switch state {
        case .nothing: break
        case .folder: present.insert(name)
        case .failed(let error): refuse(path, "the folder cannot be created: \(error)")
        case .file where removable.contains(name), .file where isReplacing,
          .link where isReplacing, .other where isReplacing:
          cleared.append(path)
        case .file, .link, .other:
          refuseForeign(path, "the folder cannot be created: ", state)
        }
      }
    }
    return present
  }

  /// Compares each file with the one on disk, on all cores.
  private mutating func compare(_ present: Set<String>) {
    let cleared = Set(self.cleared.map { $0.text.lowercased() })
    let states = files.concurrentMap { [self] file -> (Standing, Verdict)? in
      let place = folder.appending(file.path.text)
      guard FileSystem.canReplace(place) else { return (.failed(.fileNameTooLong), .foreign) }
      guard present.contains(file.path.folder) else { return nil }
      let standing = Self.standing(at: place)
      guard case .file(let size) = standing else { return (standing, .foreign) }
      return (standing, verdict(file, size: size))
    }
    let removable = Set(removed)
    for (index, state) in states.enumerated() {
      let path = files[index].path
      switch state {
      case nil, (.nothing, _)?: break
      case (.file, .current)?: files[index].isCurrent = !cleared.contains(path.text.lowercased())
      case (.file, .built)?: break
      case (.failed(let error), _)?: refuse(path, "the file cannot be written: \(error)")
      case (.folder, _)?:
        let inside = contents(of: path)
        if let inside, inside.allSatisfy(removable.contains) {
          self.cleared += inside
        } else {
          refuse(
            path, "a folder that no build wrote is in its place", help: "move it elsewhere")
        }
      case (let standing, _)?:
        if !isReplacing { refuseForeign(path, "", standing) }
      }
    }
  }

  /// Checks that folders are writable, so that errors are reported before the first write.
  private mutating func checkRights(_ present: Set<String>) {
    var touched: Set<String> = [""]
    for file in files where !file.isCurrent {
      var above = file.path.folder
      while !present.contains(above) { above = OutputPath(above).folder }
      touched.insert(above)
    }
    touched.formUnion((removed + cleared).map(\.folder))
    for name in touched.sorted() {
      do {
        try FileSystem.checkWritable(folder.appending(name))
      } catch {
        refuse(
          OutputPath(name), "the folder cannot be written: \(error)",
          help: "make it writable, or choose another folder with `--output`")
      }
    }
  }

  // MARK: State of the folder

  private enum Standing: Sendable {
    case nothing
    case file(size: Int)
    case folder
    case link
    case other
    case failed(Errno)
  }

  private enum Verdict: Sendable {
    /// The file has the bytes of the site.
    case current
    /// The file has bytes that an earlier build wrote.
    case built
    case foreign
  }

  /// The kind of file at a path, without following symbolic links.
  private static func standing(at path: FilePath) -> Standing {
    do {
      let status = try path.stat(followTargetSymlink: false)
      switch status.type {
      case .regular: return .file(size: Int(status.size))
      case .directory: return .folder
      case .symbolicLink: return .link
      default: return .other
      }
    } catch Errno.noSuchFileOrDirectory {
      return .nothing
    } catch {
      return .failed(error)
    }
  }

  private func verdict(_ file: File, size: Int) -> Verdict {
    let fingerprints = known.written[file.path] ?? []
    guard size == file.bytes.count || !fingerprints.isEmpty && !isReplacing,
      let bytes = read(file.path)
    else { return .foreign }
    if bytes.count == file.bytes.count, bytes.span.holds(file.bytes.span, at: 0) { return .current }
    return !fingerprints.isEmpty && fingerprints.contains(Fingerprint(bytes)) ? .built : .foreign
  }

  /// Whether the bytes of a file are those that a build wrote.
  private func isBuilt(_ path: OutputPath) -> Bool {
    guard let known = known.written[path], let bytes = read(path) else { return false }
    return known.contains(Fingerprint(bytes))
  }

  private func read(_ path: OutputPath) -> [UInt8]? {
    try? FileSystem.read(folder.appending(path.text), limit: Self.sizeLimit)
  }

  /// Whether all folders of a path exist and none is a symbolic link.
  private func isReached(_ path: OutputPath) -> Bool {
    var location = folder
    return path.folder.split(separator: "/").allSatisfy { part in
      location.append(String(part))
      return FileSystem.status(location)?.type == .directory
    }
  }

  /// The files below a folder; `nil` if it contains anything other than regular files and folders.
  private func contents(of path: OutputPath) -> [OutputPath]? {
    guard let names = try? FileSystem.names(in: folder.appending(path.text)), !names.isEmpty else {
      return nil
    }
    var files: [OutputPath] = []
    for name in names {
      let inner = OutputPath(path.text + "/" + name.string)
      switch Self.standing(at: folder.appending(inner.text)) {
      case .file: files.append(inner)
      case .folder:
        guard let below = contents(of: inner) else { return nil }
        files += below
      default: return nil
      }
    }
    return files
  }

  // MARK: Messages

  private func place(_ path: OutputPath) -> Location {
    Location(path: path.text.isEmpty ? name : name + "/" + path.text)
  }

  private mutating func refuse(_ path: OutputPath, _ message: String, help: String? = nil) {
    problems.append(Diagnostic(.unwritableOutput, message, at: place(path), help: help))
  }

  private mutating func refuseForeign(
    _ path: OutputPath, _ consequence: String, _ standing: Standing
  ) {
    let isChanged = known.written[path] != nil
    let what =
      switch standing {
      case .link: "a symbolic link is in its place"
      case .file where isChanged: "the file was changed since a build wrote it"
      default: "a file that no build wrote is in its place"
      }
    problems.append(
      Diagnostic(
        .foreignFile, consequence + what, at: place(path),
        help: "move it elsewhere, build into another folder with `--output`, or give `--replace`"))
  }
}

extension OutputPath {
  /// The folders of some files and their parents, grouped by depth.
  package static func foldersByDepth(of paths: [OutputPath]) -> [[String]] {
    var folders: [[String]] = []
    var known: Set<String> = [""]
    for path in paths {
      var name = path.folder
      while known.insert(name).inserted {
        let depth = name.utf8.count { $0 == UInt8(ascii: "/") }
        while folders.count <= depth { folders.append([]) }
        folders[depth].append(name)
        name = OutputPath(name).folder
      }
    }
    return folders
  }
}
