import SiteModel
import Text

/// A page in a feed.
struct FeedEntry: Sendable {
  let page: PageID
  let title: String
  /// The URL of the page.
  let url: String
  /// The URL that the page had first, which renaming does not change.
  let id: String
  /// The day of the last change.
  let updated: CalendarDate
  let published: CalendarDate?
  let author: String?
  let summary: String?
  /// The titles of the page's topics.
  let topics: [String]
  /// The content as HTML with absolute addresses.
  let content: [UInt8]

  /// Makes the entry of a page.
  ///
  /// `home` is the URL of the site. `content` is HTML with absolute addresses.
  init(_ page: Page, _ day: CalendarDate, _ site: Site, _ home: String, content: [UInt8]) {
    self.page = page.id
    title = page.title
    url = home + page.route.text.percentEncodedPath
    let first = page.earlierAddresses.lazy.compactMap { Route(earlierAddress: $0.text) }.first
    id = first.map { home + $0.text.percentEncodedPath } ?? url
    updated = day
    published = page.record.date("date")
    author = page.record.text("author")
    summary = page.text(.answer) ?? page.text(.definition) ?? page.record.text("description")
    topics = site.topics.names(of: page.id).compactMap { site.page(ofTopic: $0)?.title }
    self.content = content
  }

  /// A day as a time of RFC 3339.
  static func time(_ day: CalendarDate) -> String { day.text + "T00:00:00Z" }
}
