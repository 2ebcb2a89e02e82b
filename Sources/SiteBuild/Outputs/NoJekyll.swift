import SiteModel

/// `.nojekyll`, which tells GitHub Pages to serve the files unchanged.
enum NoJekyll: Output {
  static let isForHost = true
  static func files(of context: OutputContext) -> [OutputFile] {
    [OutputFile(OutputPath(".nojekyll"), [])]
  }
}
