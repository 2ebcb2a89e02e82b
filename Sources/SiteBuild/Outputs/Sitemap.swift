import SiteModel

/// `sitemap.xml`: every page that a reader may look for, with the day it last changed.
enum Sitemap: Output {
  static let path = OutputPath("sitemap.xml")

  static func files(of site: Site) -> [(path: OutputPath, bytes: [UInt8])] {
    var text = XML.declaration
    text += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    for page in site.pages where page.hasOwnFile && page.type != .notFound {
      let address = site.configuration.address.url(of: page.route.text)
      text += "<url><loc>\(XML.escaped(address))</loc>"
      if let day = page.lastChange { text += "<lastmod>\(day.text)</lastmod>" }
      text += "</url>\n"
    }
    return [(path, Array((text + "</urlset>\n").utf8))]
  }
}

extension Page {
  /// The day on which the page was last changed or reviewed.
  var lastChange: CalendarDate? {
    [record.date("updated"), record.date("date")].compactMap { $0 }.max()
  }
}
