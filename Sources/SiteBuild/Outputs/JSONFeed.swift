import Concurrency
import SiteModel
import Text

/// `feed.json`: the entries of `AtomFeed` as JSON Feed 1.1. (https://www.jsonfeed.org/version/1.1/)
enum JSONFeed: Output {
  static let setting: OutputSetting? = .feeds

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { FeedFiles.folders(of: configuration, pages).map(FeedFiles.json) }

  static func files(of context: OutputContext) -> [OutputFile] {
    let items = context.feeds.entries.concurrentMap(item)
    return context.feeds.all.compactMap { feed in
      let path = FeedFiles.json(in: feed.folder)
      return context.address.url(of: path.text).map { own in
        let items = feed.entries.map { items[$0] }
        let json = json(of: feed, at: own, items, context.configuration)
        return OutputFile(path, json.bytes + [UInt8(ascii: "\n")])
      }
    }
  }

  private static func json(
    of feed: Feed, at own: String, _ items: [JSON], _ configuration: SiteConfiguration
  ) -> JSON {
    .object([
      "version": .string("https://jsonfeed.org/version/1.1"), "title": .string(feed.title),
      "description": feed.subtitle.map(JSON.string), "home_page_url": .string(feed.home),
      "feed_url": .string(own), "language": .string(configuration.language),
      "authors": authors(configuration.author ?? configuration.title),
      "items": .lines(items, endsLine: true),
    ])
  }

  private static func item(_ entry: FeedEntry) -> JSON {
    .object([
      "id": .string(entry.id), "url": .string(entry.url), "title": .string(entry.title),
      "summary": entry.summary.map(JSON.string),
      "date_published": .string(FeedEntry.time(entry.published ?? entry.updated)),
      "date_modified": .string(FeedEntry.time(entry.updated)),
      "authors": entry.author.map(authors),
      "tags": entry.topics.isEmpty ? nil : .array(entry.topics.map(JSON.string)),
      "content_html": .string(entry.content.span),
    ])
  }

  private static func authors(_ name: String) -> JSON {
    .array([.object([("name", .string(name))])])
  }
}
