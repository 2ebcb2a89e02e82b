import CProgram
import SiteBuild

/// What the tool says about its own origin.
enum Release {
  /// The version with the commit and its date: `0.1.0 (2df9115ab 2026-11-30)`.
  static var version: String {
    let release = String(cString: waymark_release())
    return "\(Version.current) (\(release.isEmpty ? "development build" : release))"
  }

  /// The repository on GitHub that published this release, such as `owner/waymark`; `nil` for other builds.
  static var repository: String? {
    let repository = String(cString: waymark_repository())
    return repository.isEmpty ? nil : repository
  }
}
