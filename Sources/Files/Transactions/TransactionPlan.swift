import SystemPackage
import Text

/// The checked changes of a transaction.
///
/// It writes nothing.
struct TransactionPlan {
  struct Change {
    let path: RelativePath
    let old: [UInt8]?
    let new: [UInt8]?
    /// The attributes of the file that is replaced or moved; `nil` for a new one.
    let attributes: OpenFolder.Attributes?
  }

  private(set) var changes: [Change] = []
  private var folders: [RelativePath] = []
  private let path: FilePath
  private let root: OpenFolder

  var isEmpty: Bool { changes.isEmpty }

  /// - Throws: `FileTransaction.Failure`.
  init(_ transaction: FileTransaction) throws {
    path = transaction.path
    root = transaction.root
    var edited: [String] = []
    for request in transaction.requests {
      do {
        try add(request)
      } catch FileTransaction.Failure.edited(let paths) {
        edited += paths
      }
    }
    if !edited.isEmpty { throw FileTransaction.Failure.edited(edited) }
    // On a case-insensitive disk, a file whose name changes in case only is removed before it is created.
    changes = changes.filter { $0.new == nil } + changes.filter { $0.new != nil }
  }

  func journal(_ command: [String]) -> Journal {
    Journal(
      command: command, token: UInt64.random(in: .min ... .max), folders: folders,
      changes: changes.map { change in
        let original = change.attributes.flatMap { attributes in
          change.old.map { Journal.Original(bytes: $0, attributes: attributes) }
        }
        return Journal.Change(
          path: change.path, original: original, new: change.new.map { Journal.Digest($0) })
      })
  }

  /// Compares all files with what was read, once more.
  ///
  /// - Throws: `FileTransaction.Failure.edited`.
  func checkAgain() throws {
    var edited: [String] = []
    for change in changes {
      guard let old = change.old else { continue }
      let folder = try? root.folder(at: change.path.folder)
      if (try? folder?.read(change.path.name, limit: old.count)) != old {
        edited.append(change.path.text)
      }
    }
    if !edited.isEmpty { throw FileTransaction.Failure.edited(edited) }
  }

  // MARK: Requests

  private mutating func add(_ request: FileTransaction.Request) throws {
    switch request {
    case .replace(let name, let old, let new):
      guard old != new else { return }
      let path = try existing(name)
      let attributes = try check(path, name, holds: old)
      try add(Change(path: path, old: old, new: new, attributes: attributes))
    case .create(let name, let bytes):
      try add(Change(path: try free(name, besides: nil), old: nil, new: bytes, attributes: nil))
    case .move(let name, let old, let other, let new):
      let path = try existing(name)
      let attributes = try check(path, name, holds: old)
      try add(Change(path: path, old: old, new: nil, attributes: attributes))
      let target = try free(other, besides: path)
      // The new file gets the attributes of the original. There is nothing to restore at its path.
      try add(Change(path: target, old: nil, new: new, attributes: attributes))
    }
  }

  private mutating func add(_ change: Change) throws {
    guard let present = changes.first(where: { $0.path == change.path }) else {
      changes.append(change)
      return
    }
    guard present.old == change.old, present.new == change.new else {
      throw FileTransaction.Failure.refused(
        path: change.path.text,
        reason: "it has two names in the site, by a symbolic link, and changes by both")
    }
  }

  /// The real path of a file, which may be reached through links within the folder.
  private func existing(_ name: String) throws -> RelativePath {
    guard let real = FileSystem.real(path.appending(name)) else {
      throw FileTransaction.Failure.edited([name])
    }
    return try inside(real, name)
  }

  private func inside(_ real: FilePath, _ name: String) throws -> RelativePath {
    var rest = real
    guard rest.removePrefix(path) else {
      throw FileTransaction.Failure.refused(
        path: name, reason: "a symbolic link leads out of the site's folder, to `\(real)`")
    }
    guard let inside = RelativePath(rest.string) else {
      throw FileTransaction.Failure.refused(
        path: name, reason: "it is hidden, or its path too long")
    }
    return inside
  }

  /// Checks that a file can be replaced, and returns its attributes.
  private func check(
    _ path: RelativePath, _ name: String, holds old: [UInt8]
  ) throws -> OpenFolder.Attributes {
    let folder = try FileTransaction.Failure.naming(name) { try root.folder(at: path.folder) }
    let status = try FileTransaction.Failure.naming(name) { try folder.status(path.name) }
    guard let status, status.type == .regular else {
      throw FileTransaction.Failure.edited([name])
    }
    guard status.linkCount == 1 else {
      throw FileTransaction.Failure.refused(
        path: name,
        reason:
          "the file has \(status.linkCount) hard links, and a change would separate one of them. "
          + "Copy the file, so that it has one name")
    }
    let bytes = try? folder.read(path.name, limit: old.count)
    guard bytes == old else { throw FileTransaction.Failure.edited([name]) }
    return OpenFolder.Attributes(status)
  }

  /// The real path of a new file.
  ///
  /// Adds the folders that must be created for it.
  private mutating func free(_ name: String, besides moved: RelativePath?) throws -> RelativePath {
    guard let wanted = RelativePath(name) else {
      throw FileTransaction.Failure.refused(
        path: name, reason: "this is not a valid path, or it is hidden or too long")
    }
    var missing: [String] = []
    var above = wanted.folder
    while let folder = above, FileSystem.status(path.appending(folder.text)) == nil {
      missing.insert(folder.name, at: 0)
      above = folder.folder
    }
    var place = try above.flatMap { try reached($0, for: name) }
    for part in missing {
      guard let inner = RelativePath((place.map { $0.text + "/" } ?? "") + part) else { break }
      place = inner
      if !folders.contains(inner) { folders.append(inner) }
    }
    let target = RelativePath((place.map { $0.text + "/" } ?? "") + wanted.name) ?? wanted
    // This fails if the name is too long for the disk.
    let folder = try missing.isEmpty ? root.folder(at: target.folder) : root
    let status = try FileTransaction.Failure.naming(name) { try folder.status(target.name) }
    guard missing.isEmpty, status != nil, try !isCase(of: moved, target, in: folder) else {
      return target
    }
    throw FileTransaction.Failure.refused(path: name, reason: "it already exists")
  }

  /// Whether the entry found at `target` is the moved file under its old name.
  private func isCase(
    of moved: RelativePath?, _ target: RelativePath, in folder: OpenFolder
  ) throws -> Bool {
    guard let moved, moved.text.lowercased() == target.text.lowercased() else { return false }
    return try !folder.holds(exactly: target.name)
  }

  /// The real path of an existing folder.
  private func reached(_ folder: RelativePath, for name: String) throws -> RelativePath? {
    guard let real = FileSystem.real(path.appending(folder.text)) else {
      throw FileTransaction.Failure.refused(
        path: name, reason: "the folder `\(folder.text)` is a symbolic link to nothing")
    }
    if real == path { return nil }
    let place = try inside(real, folder.text)
    guard FileSystem.status(real)?.type == .directory else {
      throw FileTransaction.Failure.refused(
        path: name, reason: "`\(folder.text)` is a file, so nothing can be below it")
    }
    return place
  }
}

extension OpenFolder.Attributes {
  /// The owner as text for messages: "user 1000, group 1000".
  var text: String { "user \(owner), group \(group)" }
}
