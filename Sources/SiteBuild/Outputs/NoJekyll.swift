import SiteModel

/// Tells GitHub Pages to serve the files as they are.
enum NoJekyll: Output {
  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])] {
    [(OutputPath(".nojekyll"), [])]
  }
}
