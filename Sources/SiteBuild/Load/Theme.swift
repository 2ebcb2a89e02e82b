import Diagnostics

/// The templates and assets that sites use unless they replace them.
package struct Theme: Sendable {
  /// Templates by name.
  package let templates: [SourceFile]
  /// Styles, scripts and icons.
  package let assets: [SourceFile]

  /// Sorts the files of a theme into templates and assets.
  ///
  /// - Parameter files: Paths below `templates/`, each with its bytes.
  package init(files: [(path: String, bytes: [UInt8])]) {
    var (templates, assets): ([SourceFile], [SourceFile]) = ([], [])
    for (path, bytes) in files {
      let source = SourceText(name: "theme/" + path, bytes: bytes)
      if let name = path.dropping(prefix: SourceTree.assetFolder) {
        assets.append(SourceFile(name: name, source: source))
      } else {
        templates.append(SourceFile(name: path, source: source))
      }
    }
    (self.templates, self.assets) = (templates, assets)
  }
}
