import ArgumentParser
import Files
import SiteModel
import SystemPackage

/// The error of commands that need a site, where there is none.
enum NoSite {
  /// Refuses a folder without settings.
  static func refuse(_ source: String) throws {
    let name = SiteConfiguration.fileName
    guard FileSystem.status(FilePath(source).appending(name)) == nil else { return }
    throw ValidationError(
      "There is no \(name) in '\(source)': name the site's folder with --source, or start a site with `waymark init`."
    )
  }
}
