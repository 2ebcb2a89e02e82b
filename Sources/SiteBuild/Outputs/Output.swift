import SiteModel

/// A file of the site that is no page: made from the site alone.
///
/// An output is a type in a file of its own and a line in `all`.
protocol Output: Sendable {
  /// The files with their bytes.
  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])]
}

/// Every output, in no order that matters.
enum Outputs {
  static let all: [any Output.Type] = [
    Sitemap.self, Robots.self, Feed.self, TableCSV.self, NoJekyll.self,
  ]

  /// Those that a link from the site's root may name.
  ///
  /// A sitemap and a feed hold whole addresses, so there are none where the site's is not known.
  static func linkable(at address: SiteAddress) -> [OutputPath] {
    [Robots.path] + (address.origin == nil ? [] : [Sitemap.path, Feed.path])
  }
}
