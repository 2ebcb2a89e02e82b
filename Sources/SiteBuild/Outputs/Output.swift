import SiteModel

/// A kind of file that is generated from the linked site and is not a page, such as the feed or the sitemap.
///
/// To add one, write a type in a file of its own, and add it to `Outputs.all`.
protocol Output: Sendable {
  static func files(of site: Site) -> [OutputFile]
}
