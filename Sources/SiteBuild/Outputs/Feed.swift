import SiteModel
import Text

/// `feed.xml`: the pages that were published or changed most recently, as Atom (RFC 4287).
///
/// Its ids are full URLs, so a site without `base_url` has no feed.
enum Feed: Output {
  static let path = OutputPath("feed.xml")
  private static let length = 30

  /// The pages that changed most recently, with the days of their changes, newest first; O(pages).
  static func latest(_ pages: [Page], count: Int) -> [(page: Page, day: CalendarDate)] {
    var latest: [(page: Page, day: CalendarDate)] = []
    for page in pages {
      guard page.type.isContent, page.type.isShown(in: .feed),
        !page.isUnlisted, page.hasOwnFile, let day = page.lastChange
      else {
        continue
      }
      let place = latest.partitioningIndex { $0.day < day }
      guard place < count else { continue }
      latest.insert((page, day), at: place)
      if latest.count > count { latest.removeLast() }
    }
    return latest
  }

  static func files(of site: Site) -> [OutputFile] {
    let configuration = site.configuration
    guard let home = configuration.address.url(of: ""),
      let own = configuration.address.url(of: path.text)
    else { return [] }
    let entries = latest(site.pagesWithFile, count: length)
    var text = XML.declaration
    text +=
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(XML.escaped(configuration.language))\">\n"
    text += "<title>\(XML.escaped(configuration.title))</title>\n"
    if let tagline = configuration.tagline {
      text += "<subtitle>\(XML.escaped(tagline))</subtitle>\n"
    }
    text += "<id>\(XML.escaped(home))</id>\n"
    text += "<link href=\"\(XML.escaped(home))\"/>\n"
    text += "<link rel=\"self\" href=\"\(XML.escaped(own))\"/>\n"
    text += "<updated>\(time(entries.first?.day))</updated>\n"
    text +=
      "<author><name>\(XML.escaped(configuration.author ?? configuration.title))</name></author>\n"
    for (page, day) in entries {
      text += entry(page, day, home + page.route.text.percentEncodedPath)
    }
    return [OutputFile(path, Array((text + "</feed>\n").utf8))]
  }

  private static func entry(_ page: Page, _ day: CalendarDate, _ address: String) -> String {
    let address = XML.escaped(address)
    var text = "<entry>\n<title>\(XML.escaped(page.title))</title>\n"
    text += "<id>\(address)</id>\n<link href=\"\(address)\"/>\n"
    text += "<updated>\(time(day))</updated>\n"
    if let published = page.record.date("date") {
      text += "<published>\(time(published))</published>\n"
    }
    if let author = page.record.text("author") {
      text += "<author><name>\(XML.escaped(author))</name></author>\n"
    }
    if let summary = page.text(.answer) ?? page.record.text("description") {
      text += "<summary>\(XML.escaped(summary))</summary>\n"
    }
    return text + "</entry>\n"
  }

  /// A day as a time in Atom's format.
  ///
  /// `nil`, for a feed without dated pages, gives a constant, so that builds are reproducible.
  private static func time(_ day: CalendarDate?) -> String {
    (day?.text ?? "1970-01-01") + "T00:00:00Z"
  }
}
