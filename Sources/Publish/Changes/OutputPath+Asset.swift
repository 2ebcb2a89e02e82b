import SiteModel

extension OutputPath {
  /// The endings of files that lead readers to other files.
  ///
  /// They are published after the files that they lead to.
  private static let pageEndings = [".html", ".xml", ".txt", ".json", ".md"]
  /// The endings of compressed copies.
  private static let copyEndings = [".gz", ".br"]

  /// Whether pages load the file, such as a style, a script or a picture.
  ///
  /// A compressed copy is what its original is.
  var isAsset: Bool {
    var name = text[...]
    for ending in Self.copyEndings where name.hasSuffix(ending) {
      name = name.dropLast(ending.count)
    }
    // Hosts read `_headers` and `_redirects`.
    let last = name.split(separator: "/").last ?? ""
    return !last.hasPrefix("_") && !Self.pageEndings.contains { name.hasSuffix($0) }
  }
}
