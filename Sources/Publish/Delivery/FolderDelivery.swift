import Concurrency
import Files
import SiteModel
import SystemPackage

/// Publishes to a folder of this machine: writes a release beside the present one, then swaps a symbolic link.
///
/// A file that did not change is a hard link to that of the present release.
struct FolderDelivery: Delivery {
  private let publication: Publication
  private let releases: FolderReleases
  private var current: Int?
  private var record = PublishRecord()
  private var files: [OutputPath: PublishedFile] = [:]

  init(_ publication: Publication, _ releases: FolderReleases) {
    self.publication = publication
    self.releases = releases
  }

  var place: String { "folder \(releases.link.string)" }

  mutating func compare() throws -> PublishChanges {
    current = try releases.current()
    if let current { record = try ReleaseContents(releases.release(current)).record() }
    files = publication.fingerprints
    return PublishChanges(from: record, to: files)
  }

  mutating func deliver() throws {
    do {
      let lock = try releases.prepare()
      defer { try? lock.close() }
      guard try releases.current() == current else {
        throw PublishFailure.refused(
          "somebody else published to `\(releases.link.string)` meanwhile",
          help: "run the same command again, which compares with what is there now")
      }
      let next = record.followed(by: files)
      try write(next)
      // The next publish finds compressed copies there.
      if publication.target.isPrecompressed { _ = try publication.staged() }
      let (number, undone) = try releases.finish(after: current)
      publication.say("Release \(number) is in \(releases.release(number).string)")
      if !undone.isEmpty {
        let names = undone.map(String.init).joined(separator: ", ")
        publication.say("Removed what was rolled back: release \(names)")
      }
    } catch let error as PublishFailure {
      throw error
    } catch {
      throw PublishFailure.disk(releases.folder, error)
    }
  }

  /// Fills the folder in which the release is made; what a killed publish wrote there is used.
  private func write(_ next: PublishRecord) throws {
    let contents = ReleaseContents(releases.partial)
    let present = current.map { releases.release($0) }
    let wanted = Set(files.keys).union(next.kept)
    try contents.remove(allBut: wanted)
    try contents.makeFolders(for: Array(wanted))
    let same = files.filter { record.files[$0] == $1 }
    let failures = publication.files.concurrentMap { file -> PublishFailure? in
      let isSame = same[file.path] != nil
      do {
        try contents.write(file.path, file.bytes, sameAs: isSame ? present : nil)
        return nil
      } catch {
        return .disk(contents.folder.appending(file.path.text), error)
      }
    }
    if let failure = failures.lazy.compactMap(\.self).first { throw failure }
    if let present { try contents.link(next.kept, from: present) }
    try contents.write(kept: next.kept)
  }
}
