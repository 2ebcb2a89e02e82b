import Concurrency
import SiteModel
import Text

/// `feed.xml`: the pages that were published or changed most recently, with their content, as Atom (RFC 4287).
///
/// The site has one, and so has each topic that `waymark.yml` declares.
enum AtomFeed: Output {
  static let setting: OutputSetting? = .feeds

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { FeedFiles.folders(of: configuration, pages).map(FeedFiles.atom) }

  static func files(of context: OutputContext) -> [OutputFile] {
    let elements = context.feeds.entries.concurrentMap(element)
    return context.feeds.all.compactMap { feed in
      let path = FeedFiles.atom(in: feed.folder)
      guard let own = context.address.url(of: path.text) else { return nil }
      var bytes = Array(opening(of: feed, at: own, context.feeds, context.configuration).utf8)
      for entry in feed.entries { bytes += elements[entry] }
      bytes += "</feed>\n".utf8
      return OutputFile(path, bytes.trimmed)
    }
  }

  private static func opening(
    of feed: Feed, at own: String, _ feeds: Feeds, _ configuration: SiteConfiguration
  ) -> String {
    var text = XML.declaration
    text +=
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(XML.escaped(configuration.language))\">\n"
    text += "<title>\(XML.escaped(feed.title))</title>\n"
    if let subtitle = feed.subtitle { text += "<subtitle>\(XML.escaped(subtitle))</subtitle>\n" }
    text += "<id>\(XML.escaped(feed.home))</id>\n"
    text += "<link href=\"\(XML.escaped(feed.home))\"/>\n"
    text += "<link rel=\"self\" href=\"\(XML.escaped(own))\"/>\n"
    // A feed without entries has a constant time, so that builds are reproducible.
    let latest = feed.entries.first.map { FeedEntry.time(feeds.entries[$0].updated) }
    text += "<updated>\(latest ?? "1970-01-01T00:00:00Z")</updated>\n"
    text +=
      "<author><name>\(XML.escaped(configuration.author ?? configuration.title))</name></author>\n"
    return text
  }

  private static func element(_ entry: FeedEntry) -> [UInt8] {
    var text = "<entry>\n<title>\(XML.escaped(entry.title))</title>\n"
    text += "<id>\(XML.escaped(entry.id))</id>\n<link href=\"\(XML.escaped(entry.url))\"/>\n"
    text += "<updated>\(FeedEntry.time(entry.updated))</updated>\n"
    if let published = entry.published {
      text += "<published>\(FeedEntry.time(published))</published>\n"
    }
    if let author = entry.author {
      text += "<author><name>\(XML.escaped(author))</name></author>\n"
    }
    for topic in entry.topics { text += "<category term=\"\(XML.escaped(topic))\"/>\n" }
    if let summary = entry.summary { text += "<summary>\(XML.escaped(summary))</summary>\n" }
    var bytes = Array((text + "<content type=\"html\">").utf8)
    bytes.reserveCapacity(bytes.count + entry.content.count * 5 / 4)
    XML.append(entry.content, to: &bytes)
    return bytes + "</content>\n</entry>\n".utf8
  }
}
