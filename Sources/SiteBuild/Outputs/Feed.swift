import Concurrency
import SiteModel
import Text

/// A feed of the site or of a topic, which `AtomFeed` and `JSONFeed` write.
struct Feed: Sendable {
  /// The largest number of entries.
  private static let length = 30

  /// The title of the site, and of the topic.
  let title: String
  /// The site or the topic in one line.
  let subtitle: String?
  /// The folder of the feed's files, with a slash at its end; empty for the feed of the site.
  let folder: String
  /// The URL of the page whose changes the feed reports.
  let home: String
  /// The newest first.
  let entries: [FeedEntry]

  /// The feed of the site, and those of the topics that `waymark.yml` declares.
  static func all(of site: Site, _ content: PageContent) -> [Feed] {
    let configuration = site.configuration
    guard FeedFiles.areMade(by: configuration), let home = configuration.address.url(of: "") else {
      return []
    }
    let topics = configuration.topics.compactMap { topic in
      site.page(ofTopic: topic.name).map { (topic, page: $0) }
    }
    let latest =
      [site.pagesWithFile.latest(length)]
      + topics.map { topic, _ in site.topics[topic.name].lazy.map { site.pages[$0] }.latest(length)
      }
    let made = entries(of: latest.flatMap(\.self), site, home, content)
    let lists = latest.map { list in list.compactMap { made[$0.page.id] } }
    return [
      Feed(
        title: configuration.title, subtitle: configuration.tagline, folder: "", home: home,
        entries: lists[0])
    ]
      + zip(topics, lists.dropFirst()).map { topic, entries in
        Feed(
          title: "\(configuration.title): \(topic.page.title)",
          subtitle: topic.page.record.text("description") ?? topic.0.description,
          folder: topic.page.route.text,
          home: home + topic.page.route.text.percentEncodedPath, entries: entries)
      }
  }

  /// The entries of pages by id; a page in several feeds is rendered once.
  private static func entries(
    of pages: [(page: Page, day: CalendarDate)], _ site: Site, _ home: String,
    _ content: PageContent
  ) -> [PageID: FeedEntry] {
    var seen: Set<PageID> = []
    let unique = pages.filter { seen.insert($0.page.id).inserted }
    let made = unique.concurrentMap { page, day in
      FeedEntry(page, day, site, home, content: content.html(of: page))
    }
    return Dictionary(
      made.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
