import SiteModel

/// Every output.
enum Outputs {
  /// The order does not matter.
  static let all: [any Output.Type] = [
    Sitemap.self, Robots.self, Feed.self, TableCSV.self, NoJekyll.self,
  ]

  /// The files of every output of a site.
  static func files(of site: Site) -> [OutputFile] { all.flatMap { $0.files(of: site) } }

  /// The outputs that a link from the site's root may name.
  ///
  /// A sitemap and a feed hold full URLs, so a site without a known origin has neither.
  static func linkable(at address: SiteAddress) -> [OutputPath] {
    [Robots.path] + (address.origin == nil ? [] : [Sitemap.path, Feed.path])
  }
}
