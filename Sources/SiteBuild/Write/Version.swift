/// Waymark's version.
package enum Version {
  /// The version of this tool, as in the name of its release.
  package static let current = "0.1.0"
}
