import Diagnostics
import Markdown
import Text

/// The index of a page in the pages of the site, which are sorted by place.
package typealias PageID = Int

/// A parsed page with its address.
package final class Page: Sendable {
  /// The index of the page in `Site.pages`.
  package let id: PageID
  /// The parsed source.
  package let parsed: ParsedPage
  // Copies of properties of `parsed`, because an indirection less is measurably faster.
  /// The path of the source file.
  package let path: ContentPath
  /// The place in the tree of the site, which is `folder/_index.md` for the page of a folder.
  package let place: ContentPath
  /// The type of the page.
  package let type: ContentType
  /// The title.
  package let title: String
  /// The fields of the front matter.
  package let record: FieldValues
  /// The address of the HTML file that contains the page.
  package let route: Route
  /// The anchor on the page of the folder, if the page is only an entry there and has no file of its own.
  package let entryAnchor: String?
  /// The last component of the address, which prefixes ids where the page is embedded.
  package let slug: String
  /// The address for `href`, with base path and anchor.
  package let address: String

  convenience init(
    id: PageID, parsed: ParsedPage, route: Route, entryAnchor: String?, at site: SiteAddress
  ) {
    let anchor = entryAnchor.map { "#" + $0.percentEncodedPath } ?? ""
    self.init(
      id, parsed, route, entryAnchor, slug: entryAnchor ?? route.name ?? "home",
      address: site.path(to: route.text) + anchor)
  }

  /// The page at the same address with a different text.
  convenience init(_ page: Page, with parsed: ParsedPage) {
    self.init(
      page.id, parsed, page.route, page.entryAnchor, slug: page.slug, address: page.address)
  }

  private init(
    _ id: PageID, _ parsed: ParsedPage, _ route: Route, _ entryAnchor: String?, slug: String,
    address: String
  ) {
    (self.id, self.parsed) = (id, parsed)
    (path, place, type) = (parsed.path, parsed.place, parsed.type)
    (title, record) = (parsed.title, parsed.record)
    (self.route, self.entryAnchor, self.slug) = (route, entryAnchor, slug)
    self.address = address
  }

  /// The source file.
  package var source: SourceText { parsed.source }

  /// The name of the page in wiki links and messages: its path without extension, or the folder that it is the page of.
  package var reference: String { place.isIndex ? place.folder : path.reference }

  /// Whether the page has an HTML file of its own.
  package var hasOwnFile: Bool { entryAnchor == nil }

  /// The extensions of the published data files of a table page.
  private static let dataExtensions = ["csv", "json"]

  /// The path of a published data file of a table page: `csv` or `json`; `nil` for other pages.
  package func dataPath(as pathExtension: String) -> OutputPath? {
    guard parsed.table != nil, hasOwnFile else { return nil }
    return OutputPath(route.text + slug + "." + pathExtension)
  }

  /// The paths of all published data files, in a fixed order; empty for pages without a table.
  package var dataPaths: [OutputPath] {
    parsed.table == nil ? [] : Self.dataExtensions.compactMap { dataPath(as: $0) }
  }

  /// Every page that the front matter and the components name.
  package var fieldReferences: [LocatedText] { parsed.fieldReferences }

  /// Whether the page has an address but is in no list, search, sitemap or feed.
  package var isUnlisted: Bool { parsed.isUnlisted }

  /// Whether lists of pages contain the page.
  package var isListed: Bool { type.isListed && !isUnlisted }

  /// Whether the page is the home page.
  package var isHome: Bool { type.structure == .home }

  /// The text of the field with a role; `nil` if the type has no such field, or the page does not set it.
  package func text(_ role: Field.Role) -> String? { parsed.text(role) }
}
