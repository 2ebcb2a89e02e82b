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
    /// The addresses in all languages by tag, for a site with several.
    var alternates: [(language: String, address: String)] = []
  }

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { configuration.address.origin == nil ? [] : [path] }

  static func files(of context: OutputContext) -> [OutputFile] {
    let pages = context.site.pagesWithFile.filter {
      $0.type.structure != .notFound && !$0.isUnlisted
    }
    return files(
      pages.map {
        Entry(
          route: $0.route.text, day: $0.parsed.lastChange,
          alternates: alternates(of: $0, context.views))
      },
      at: context.address)
  }

  /// The addresses of a page in the languages that have it, with its own.
  private static func alternates(
    of page: Page, _ views: Views
  ) -> [(language: String, address: String)] {
    let (table, address) = (views.translations, views.configuration.address)
    guard let here = table.index(of: views.configuration.languageTag), let origin = address.origin
    else { return [] }
    let found = table.languages.indices.compactMap { index -> (String, String)? in
      let own =
        index == here ? page.address : table.address(of: page.place.text, from: here, in: index)
      return own.map { (table.languages[index].tag.text, origin + $0) }
    }
    return found.count > 1 ? found : []
  }

  /// The sitemap of some pages: one file, or an index and several sitemaps.
  static func files(
    _ entries: [Entry], at address: SiteAddress, limits: Limits = Limits()
  ) -> [OutputFile] {
    guard let home = address.url(of: "") else { return [] }
    let hasAlternates = entries.contains { !$0.alternates.isEmpty }
    let links = hasAlternates ? " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" : ""
    let opening = XML.declaration + "<urlset \(namespace)\(links)>\n"
    let closing = "</urlset>\n"
    var parts = [Part()]
    for entry in entries {
      let text = element("url", home + entry.route.percentEncodedPath, entry.day, entry.alternates)
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

  private static func element(
    _ name: String, _ address: String, _ day: CalendarDate?,
    _ alternates: [(language: String, address: String)] = []
  ) -> String {
    let links = alternates.map {
      "<xhtml:link rel=\"alternate\" hreflang=\"\($0.language)\" href=\"\(XML.escaped($0.address))\"/>"
    }.joined()
    let lastChange = day.map { "<lastmod>\($0.text)</lastmod>" } ?? ""
    return "<\(name)><loc>\(XML.escaped(address))</loc>\(lastChange)\(links)</\(name)>\n"
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
