import SiteModel
import Text

/// `feed.xml`: the pages that were published or changed most recently, with their content, as Atom (RFC 4287).
///
/// The site has one, and so has each topic that `waymark.yml` declares.
enum AtomFeed: Output {
  static let setting: OutputSetting? = .feeds

  static func files(of context: OutputContext) -> [OutputFile] {
    context.feeds.compactMap { feed in
      let path = FeedFiles.atom(in: feed.folder)
      return context.address.url(of: path.text).map { own in
        OutputFile(path, Array(text(of: feed, at: own, context.configuration).utf8))
      }
    }
  }

  private static func text(
    of feed: Feed, at own: String, _ configuration: SiteConfiguration
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
    let updated = feed.entries.first.map { FeedEntry.time($0.updated) } ?? "1970-01-01T00:00:00Z"
    text += "<updated>\(updated)</updated>\n"
    text +=
      "<author><name>\(XML.escaped(configuration.author ?? configuration.title))</name></author>\n"
    for entry in feed.entries { text += element(entry) }
    return text + "</feed>\n"
  }

  private static func element(_ entry: FeedEntry) -> String {
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
    text += "<content type=\"html\">\(XML.escaped(entry.content))</content>\n"
    return text + "</entry>\n"
  }
}
