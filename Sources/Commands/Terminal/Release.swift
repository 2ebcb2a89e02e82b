import CProgram
import SiteBuild

/// What the tool says about its own origin.
enum Release {
  /// The version with the commit and its date: `0.1.0 (2df9115ab 2026-11-30)`.
  static var version: String {
    let release = String(cString: waymark_release())
    return "\(Version.current) (\(release.isEmpty ? "development build" : release))"
  }

  /// The action on GitHub that belongs to this release, such as `owner/waymark@` and a commit; `nil` for other builds.
  static var action: String? {
    let action = String(cString: waymark_action())
    return action.isEmpty ? nil : action
  }
}
