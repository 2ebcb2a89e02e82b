import Concurrency
import SiteModel
import Text

/// A feed of the site or of a topic, which `AtomFeed` and `JSONFeed` write.
struct Feed: Sendable {
  /// The title of the site, and of the topic.
  let title: String
  /// The site or the topic in one line.
  let subtitle: String?
  /// The folder of the feed's files, with a slash at its end; empty for the feed of the site.
  let folder: String
  /// The URL of the page whose changes the feed reports.
  let home: String
  /// The numbers of the entries in `Feeds`, the newest first.
  let entries: [Int]
}

/// The feeds of the site and of the topics that `waymark.yml` declares.
struct Feeds: Sendable {
  /// The largest number of entries of a feed.
  private static let length = 30

  /// The feeds that have entries.
  let all: [Feed]
  /// The entries of all feeds: a page in several of them is rendered and escaped once.
  let entries: [FeedEntry]

  var isEmpty: Bool { all.isEmpty }

  init(of site: Site, _ content: PageContent) {
    let configuration = site.configuration
    guard FeedFiles.areMade(by: configuration), let home = configuration.address.url(of: "") else {
      all = []
      entries = []
      return
    }
    let topics = configuration.topics.compactMap { topic in
      site.page(ofTopic: topic.name).map { (topic, page: $0) }
    }
    let latest =
      [site.pagesWithFile.latest(Self.length)]
      + topics.map { topic, _ in
        site.topics[topic.name].lazy.map { site.pages[$0] }.latest(Self.length)
      }
    var numbers: [PageID: Int] = [:]
    var pages: [(page: Page, day: CalendarDate)] = []
    let lists = latest.map { list in
      list.map { page, day in
        if let number = numbers[page.id] { return number }
        numbers[page.id] = pages.count
        pages.append((page, day))
        return pages.count - 1
      }
    }
    entries = pages.concurrentMap { page, day in
      FeedEntry(page, day, site, home, content: content.html(of: page))
    }
    let made =
      [
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
    all = made.filter { !$0.entries.isEmpty }
  }
}
