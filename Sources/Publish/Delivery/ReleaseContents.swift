import Concurrency
import Files
import SiteBuild
import SiteModel
import SystemPackage

/// The files of a release in a folder.
struct ReleaseContents: Sendable {
  let folder: FilePath

  init(_ folder: FilePath) { self.folder = folder }

  /// The files, with fingerprints of their bytes.
  ///
  /// - Throws: `Errno`.
  func record() throws -> PublishRecord {
    let list = folder.appending(PublishRecord.path.text)
    let kept =
      (try? FileSystem.read(list, limit: PublishRecord.sizeLimit))
      .flatMap { PublishRecord($0) }?.kept ?? []
    let paths = try FileSystem.files(below: folder).map { OutputPath($0) }
      .filter { $0 != PublishRecord.path && !kept.contains($0) }
    let files = paths.concurrentMap { [folder] path -> (OutputPath, PublishedFile)? in
      guard let bytes = try? FileSystem.read(folder.appending(path.text)) else { return nil }
      return (path, PublishedFile(fingerprintOf: bytes))
    }
    var record = PublishRecord()
    record.files = Dictionary(files.compactMap(\.self), uniquingKeysWith: { first, _ in first })
    record.kept = kept
    return record
  }

  /// Removes every other file.
  ///
  /// - Throws: `Errno`.
  func remove(allBut wanted: Set<OutputPath>) throws {
    let obsolete = try FileSystem.files(below: folder).filter { !wanted.contains(OutputPath($0)) }
    for path in obsolete { try FileSystem.removeFile(folder.appending(path)) }
    // A folder that still has files is not removed.
    for level in OutputPath.foldersByDepth(of: obsolete.map { OutputPath($0) }).reversed() {
      for name in level { try? FileSystem.removeFolder(folder.appending(name)) }
    }
  }

  /// Makes the folders of files.
  ///
  /// - Throws: `Errno`.
  func makeFolders(for paths: [OutputPath]) throws {
    for level in OutputPath.foldersByDepth(of: paths) {
      for name in level { try FileSystem.makeFolders(folder.appending(name)) }
    }
  }

  /// Writes a file, unless it is there with the same bytes.
  ///
  /// If `other`, another release, has the same file, it becomes a link to that.
  ///
  /// - Throws: `Errno`.
  func write(_ path: OutputPath, _ bytes: [UInt8], sameAs other: FilePath?) throws {
    let place = folder.appending(path.text)
    if (try? FileSystem.read(place)) == bytes { return }
    if let other, FileSystem.status(place) == nil,
      (try? FileSystem.link(other.appending(path.text), to: place)) != nil
    {
      return
    }
    try FileSystem.replace(place, with: bytes)
  }

  /// Takes files from another release.
  ///
  /// - Throws: `Errno`.
  func link(_ paths: Set<OutputPath>, from other: FilePath) throws {
    for path in paths.sorted() {
      let place = folder.appending(path.text)
      if FileSystem.status(place) != nil { continue }
      do { try FileSystem.link(other.appending(path.text), to: place) } catch {
        // Some file systems have no hard links.
        try FileSystem.replace(place, with: try FileSystem.read(other.appending(path.text)))
      }
    }
  }

  /// Writes which files are kept from another release.
  ///
  /// - Throws: `Errno`.
  func write(kept: Set<OutputPath>) throws {
    let place = folder.appending(PublishRecord.path.text)
    if kept.isEmpty {
      if FileSystem.status(place) != nil { try FileSystem.removeFile(place) }
      return
    }
    var record = PublishRecord()
    record.kept = kept
    try FileSystem.replace(place, with: record.bytes)
  }
}
