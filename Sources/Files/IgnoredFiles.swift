/// The files that are never part of a site.
package enum IgnoredFiles {
  /// The folder in which Git keeps its data; it is not watched for changes.
  package static let versionControl = ".git"

  /// Whether a name is that of an ignored file: hidden files, editors' backups, and data of version control.
  ///
  /// With `allowsHidden`, other hidden files belong to the site, as in `content/_root/`.
  package static func contains(_ name: some StringProtocol, allowsHidden: Bool = false) -> Bool {
    if name.hasSuffix("~") || name == ".DS_Store" || name == versionControl { return true }
    return name.hasPrefix(".") && !allowsHidden
  }
}
