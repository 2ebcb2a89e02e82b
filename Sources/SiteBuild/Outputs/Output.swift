import SiteModel

/// A kind of file that is made from the linked site and is not a page: a feed, a sitemap.
///
/// To add one, write a type in a file of its own and add it to `Outputs.all`.
protocol Output: Sendable {
  static func files(of site: Site) -> [OutputFile]
}
