import SiteModel
import SystemPackage

extension Publication {
  /// The way to the target.
  package var delivery: any Delivery {
    switch target.destination {
    case .git(let repository, let branch): GitDelivery(self, repository, branch: branch)
    case .rsync(let host, let path, let port): RsyncDelivery(self, host: host, path, port: port)
    case .folder(let path, let kept):
      FolderDelivery(self, FolderReleases(site.pushing(FilePath(path)), kept: kept))
    case .command(let command): CommandDelivery(self, command)
    }
  }
}
