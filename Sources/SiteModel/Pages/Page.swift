import Diagnostics
import Markdown
import Text

/// The number of a page: its place among the site's pages, which are sorted by path.
package typealias PageID = Int

/// A parsed page with its place on the site.
package final class Page: Sendable {
  package let id: PageID
  package let parsed: ParsedPage
  // What is asked of all pages again and again is kept here, one step nearer.
  package let path: ContentPath
  package let type: ContentType
  package let title: String
  package let record: FieldValues
  package let route: Route
  /// The anchor under which the page is an entry of its folder's page, instead of a page of its own.
  package let entryAnchor: String?
  /// The last part of the address: what names the page where it is shown inside another.
  package let slug: String
  /// The address on the site, base path and anchor included, ready for `href`.
  package let address: String

  convenience init(
    id: PageID, parsed: ParsedPage, route: Route, entryAnchor: String?, at site: SiteAddress
  ) {
    self.init(
      id: id, parsed: parsed, route: route, entryAnchor: entryAnchor,
      slug: entryAnchor ?? route.name ?? "home",
      address: site.path(to: route.text)
        + (entryAnchor.map { "#" + $0.percentEncodedPath } ?? ""))
  }

  /// The page with another text.
  convenience init(_ page: Page, with parsed: ParsedPage) {
    self.init(
      id: page.id, parsed: parsed, route: page.route, entryAnchor: page.entryAnchor,
      slug: page.slug, address: page.address)
  }

  private init(
    id: PageID, parsed: ParsedPage, route: Route, entryAnchor: String?, slug: String,
    address: String
  ) {
    self.id = id
    self.parsed = parsed
    path = parsed.path
    type = parsed.type
    title = parsed.title
    record = parsed.record
    self.route = route
    self.entryAnchor = entryAnchor
    self.slug = slug
    self.address = address
  }

  package var source: SourceText { parsed.source }

  /// Whether a file of its own is written for the page.
  package var hasOwnFile: Bool { entryAnchor == nil }

  /// Where the data of a table page is published; `nil` for any other page.
  package var dataPath: OutputPath? {
    parsed.table != nil && hasOwnFile ? OutputPath(route.text + slug + ".csv") : nil
  }

  /// Whether the page is something to read, rather than a list or a message.
  package var isContent: Bool {
    !Self.lists.contains(type)
  }
  private static let lists: [ContentType] = [.section, .home, .topic, .search, .map, .notFound]
}
