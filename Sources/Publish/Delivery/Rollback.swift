import Files
import SiteModel
import SystemPackage

/// The way back to the release before the present one, for a target that is a folder of this machine.
package struct Rollback {
  /// The number of the release that readers see.
  package let present: Int
  /// The number of the release that they will see.
  package let earlier: Int
  private let releases: FolderReleases

  /// Finds the release before the present one.
  ///
  /// - Throws: `PublishFailure`.
  package init(of target: PublishTarget, in site: FilePath) throws {
    guard case .folder(let path, let kept) = target.destination else {
      throw PublishFailure.refused(
        "only a target with `folder` keeps releases to roll back to",
        help: "check out an earlier version of the site, and publish that")
    }
    releases = FolderReleases(
      (FileSystem.real(site) ?? site).pushing(FilePath(path)), kept: kept)
    guard let present = try releases.current() else {
      throw PublishFailure.refused(
        "nothing is published to `\(releases.link.string)` yet",
        help: "publish the site first: `waymark publish \(target.name)`")
    }
    guard let earlier = releases.before(present) else {
      throw PublishFailure.refused(
        "there is no release before \(present), which readers see, in `\(releases.folder.string)`",
        help: "check out an earlier version of the site, and publish that")
    }
    self.present = present
    self.earlier = earlier
  }

  /// The folder of the release that readers will see.
  package var folder: FilePath { releases.release(earlier) }

  /// Shows readers the earlier release.
  ///
  /// Assets of the present release are linked into it, for readers whose pages name them.
  ///
  /// - Throws: `PublishFailure`.
  package func run() throws {
    do {
      let lock = try releases.prepare()
      defer { try? lock.close() }
      let new = ReleaseContents(releases.release(present))
      let old = ReleaseContents(folder)
      let assets = try Set(new.record().files.keys.filter(\.isAsset))
      let known = try old.record()
      let missing = assets.subtracting(known.files.keys)
      try old.write(kept: known.kept.union(missing))
      try old.makeFolders(for: Array(missing))
      try old.link(missing, from: new.folder)
      try releases.show(earlier)
    } catch let error as PublishFailure {
      throw error
    } catch {
      throw PublishFailure.disk(releases.folder, error)
    }
  }
}
