import SiteBuild
import SiteModel

/// A build of a `PreviewSession`: what changed in the sources, and what changed in the built site.
struct Rebuild: Sendable {
  /// 1 for the first build, and so on.
  var number: Int
  /// Paths of changed sources below the site's folder, sorted.
  var changed: [String]
  /// The build without what concerns the site as a whole, which follows later.
  var result: BuildResult
  /// Which pages were rendered, and why.
  var report: RebuildReport
  /// New and changed files of the built site; empty where the build has errors.
  var written: [OutputFile] = []
  /// Paths of files that are no longer part of the built site; empty where the build has errors.
  var removed: [OutputPath] = []
  var milliseconds: Int
  /// The site of the build before.
  var earlier: Site?
}
