import SiteBuild
import SiteModel

/// A build of a `PreviewSession`: the changes in the sources, and the changes in the built site.
struct Rebuild: Sendable {
  /// The number of the build, from 1.
  var number: Int
  /// Paths of changed sources below the site's folder, sorted.
  var changed: [String]
  /// The result of the build, to which the site-level files and diagnostics are added later.
  var result: BuildResult
  /// The pages that were rendered, with the reasons.
  var report: RebuildReport
  /// New and changed files of the built site; empty where the build has errors.
  var written: [OutputFile] = []
  /// Paths of files that are no longer part of the built site; empty where the build has errors.
  var removed: [OutputPath] = []
  var milliseconds: Int
  /// The site of the previous build.
  var earlier: Site?
}
