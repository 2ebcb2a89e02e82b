import SiteModel
import Text

/// `sitemap.xml`: every page except the 404 page and unlisted ones, with the day of its last change.
///
/// If a site exceeds the limits of one sitemap, the file is an index of several sitemaps in `sitemaps/`
/// (https://www.sitemaps.org/protocol.html#index). Addresses are full URLs, so a site without `base_url` has no
/// sitemap.
enum Sitemap: Output {
  static let path = OutputPath("sitemap.xml")

  /// The limits of one sitemap in the protocol.
  struct Limits {
    var entries = 50_000
    /// The size of the uncompressed file.
    var bytes = 50 << 20
  }

  struct Entry {
    /// The address relative to the root of the site.
    var route: String
    var day: CalendarDate?
  }

  static func files(of context: OutputContext) -> [OutputFile] {
    let pages = context.site.pagesWithFile.filter {
      $0.type.structure != .notFound && !$0.isUnlisted
    }
    return files(
      pages.map { Entry(route: $0.route.text, day: $0.parsed.lastChange) },
      at: context.address)
  }

  /// The sitemap of some pages: one file, or an index and several sitemaps.
  static func files(
    _ entries: [Entry], at address: SiteAddress, limits: Limits = Limits()
  ) -> [OutputFile] {
    guard let home = address.url(of: "") else { return [] }
    let opening = XML.declaration + "<urlset \(namespace)>\n"
    let closing = "</urlset>\n"
    var parts = [Part()]
    for entry in entries {
      let text = element("url", home + entry.route.percentEncodedPath, entry.day)
      let size = parts[parts.count - 1].size + text.utf8.count
      if parts[parts.count - 1].count >= limits.entries
        || size + opening.utf8.count + closing.utf8.count > limits.bytes
      {
        parts.append(Part())
      }
      parts[parts.count - 1].add(text, entry.day)
    }
    let files = parts.map { Array((opening + $0.text + closing).utf8) }
    if files.count == 1 { return [OutputFile(path, files[0])] }
    let names = files.indices.map { OutputPath("sitemaps/\($0 + 1).xml") }
    var index = XML.declaration + "<sitemapindex \(namespace)>\n"
    for (name, part) in zip(names, parts) {
      index += element("sitemap", home + name.text, part.lastDay)
    }
    return [OutputFile(path, Array((index + "</sitemapindex>\n").utf8))]
      + zip(names, files).map { OutputFile($0, $1) }
  }

  private static let namespace = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

  private static func element(_ name: String, _ address: String, _ day: CalendarDate?) -> String {
    let lastChange = day.map { "<lastmod>\($0.text)</lastmod>" } ?? ""
    return "<\(name)><loc>\(XML.escaped(address))</loc>\(lastChange)</\(name)>\n"
  }

  /// One of several sitemaps.
  private struct Part {
    private(set) var text = ""
    private(set) var count = 0
    private(set) var lastDay: CalendarDate?
    var size: Int { text.utf8.count }

    mutating func add(_ element: String, _ day: CalendarDate?) {
      text += element
      count += 1
      lastDay = [lastDay, day].compactMap(\.self).max()
    }
  }
}
