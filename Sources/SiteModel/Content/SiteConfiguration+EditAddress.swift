import Text

extension SiteConfiguration {
  /// The address where a file can be edited; `nil` if the site does not say where.
  ///
  /// The setting may end with the folder of the pages, as in other tools, or without a slash.
  ///
  /// - `path`: The path below the site's folder.
  package func editAddress(ofFile path: String) -> String? {
    guard var base = editURL else { return nil }
    if base.last != "/", base.last != "=" { base += "/" }
    let inner =
      content.isSite || !base.hasSuffix("/" + content.prefix) ? nil : content.inner(path)
    return base + (inner ?? path).percentEncodedPath
  }
}
