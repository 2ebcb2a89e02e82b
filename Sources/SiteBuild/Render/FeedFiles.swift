import SiteModel
import Text

/// Where the feeds of a site are.
///
/// Feeds consist of absolute addresses, so a site without `base_url` has none. A feed without entries is not made.
enum FeedFiles {
  /// Whether a site with this configuration has feeds.
  static func areMade(by configuration: SiteConfiguration) -> Bool {
    configuration.address.origin != nil && configuration.outputs.contains(.feeds)
  }

  /// The Atom feed in a folder, which is empty for the feed of the whole site and ends with a slash otherwise.
  static func atom(in folder: String) -> OutputPath { OutputPath(folder + "feed.xml") }

  /// The JSON feed in a folder.
  static func json(in folder: String) -> OutputPath { OutputPath(folder + "feed.json") }

  /// The folders of feeds, as far as is known before pages are linked: pages of topics may have other addresses, or no
  /// feed.
  static func folders(of configuration: SiteConfiguration, _ pages: [ParsedPage]) -> [String] {
    guard areMade(by: configuration),
      pages.contains(where: { $0.type.isContent && $0.lastChange != nil })
    else {
      return []
    }
    return [""] + configuration.topics.map { "topics/\(Slug.page($0.name))/" }
  }
}
