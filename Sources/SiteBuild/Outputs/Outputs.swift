import SiteModel

/// Every output.
enum Outputs {
  /// All outputs; their order has no meaning.
  static let all: [any Output.Type] = [
    Sitemap.self, Robots.self, Feed.self, TableCSV.self, NoJekyll.self,
  ]

  /// The files of every output of a site.
  static func files(of site: Site) -> [OutputFile] { all.flatMap { $0.files(of: site) } }

  /// The outputs that a link relative to the site's root can lead to.
  ///
  /// A sitemap and a feed contain full URLs, so a site without an origin has neither.
  static func linkable(at address: SiteAddress) -> [OutputPath] {
    [Robots.path] + (address.origin == nil ? [] : [Sitemap.path, Feed.path])
  }
}
