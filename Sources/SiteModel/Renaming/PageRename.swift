import Concurrency
import Diagnostics
import Markdown

/// What changes when a page moves to another path: every text that names it or that it names.
///
/// Each reference of the site is resolved before and after the move. Where the meaning would differ,
/// it is spelt anew, in the author's way if that means the same page then. So a link by file name
/// that the new name makes ambiguous, in whatever page, is made exact too.
package struct PageRename {
  package let page: Page
  package let path: ContentPath
  /// The changes to each file, by its name below the site's folder.
  package private(set) var edits: [String: SourceEdits] = [:]
  /// How many references are spelt anew.
  package private(set) var count = 0
  /// The address that redirects from now on; `nil` where the address stays.
  package private(set) var redirect: Route?

  private let before: LinkResolver
  private let after: LinkResolver
  /// The number that each page has after the move.
  private let ids: [PageID]
  private let dataPaths: (old: ContentPath?, new: ContentPath?)

  /// `data` looks up CSV files, `searchTests` is the file of search tests.
  package init(
    _ page: Page, to path: ContentPath, in site: Site, searchTests: SourceText?,
    data: @escaping (ContentPath) -> SourceText?
  ) {
    self.page = page
    self.path = path
    let moved = Self.moved(page, to: path, site, data)
    let parsed = site.pages.filter { !$0.parsed.isGenerated }.map {
      $0.id == page.id ? moved : $0.parsed
    }
    before = LinkResolver(pages: site.pages, catalog: site.catalog)
    let placed = PlacedPages(
      GeneratedPages(site.configuration).completing(parsed),
      at: site.configuration.address)
    let pages = placed.pages
    after = LinkResolver(
      pages: pages,
      catalog: PageCatalog(
        site.configuration, placed, withheld: [], files: site.files,
        outputs: site.catalog.givenOutputs, unread: site.catalog.unread.paths))
    let numbers = Dictionary(
      pages.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    // A folder's page that nobody wrote may go with its last page: links to it then break.
    ids = site.pages.map { numbers[$0.id == page.id ? path : $0.path] ?? -1 }
    let now = numbers[path].map { pages[$0] }
    dataPaths = (
      page.dataPath.map { ContentPath($0.text) }, now?.dataPath.map { ContentPath($0.text) }
    )
    let spellings = site.pages.concurrentMap { [before, after, ids, dataPaths] other in
      SpellingChanges(
        of: other, site, before: before, after: after, ids: ids, dataPaths: dataPaths
      ).edits
    }
    for (other, edits) in zip(site.pages, spellings) {
      for edit in edits where add(edit, to: other.source) { count += 1 }
    }
    for edit in Self.fileFields(of: page, at: path) { add(edit, to: page.source) }
    if let now { keepAddress(now) }
    if let searchTests { renameInTests(searchTests, site) }
  }

  /// The page as it will be read at its new path, but for its links and aliases.
  private static func moved(
    _ page: Page, to path: ContentPath, _ site: Site,
    _ data: @escaping (ContentPath) -> SourceText?
  ) -> ParsedPage {
    var edits = SourceEdits()
    for edit in fileFields(of: page, at: path) { _ = edits.add(edit) }
    let source = SourceText(
      name: "content/" + path.text, bytes: edits.applied(to: page.source.bytes))
    return ParsedPage.parse(path, source, options: site.configuration.markdown, data: data)
  }

  /// Changes to the fields that name a file by its path from the page.
  private static func fileFields(of page: Page, at path: ContentPath) -> [SourceEdits.Edit] {
    ["data", "image"].compactMap { field in
      guard let name = page.record.locatedText(field), !LinkScheme.isLinkable(name.text),
        let file = page.path.resolving(name.text), path.resolving(name.text) != file
      else { return nil }
      let text = LinkSpelling.relative(file.text, from: path.folder)
      return SourceEdits.Edit(
        name.range, page.source.yamlScalar(text, replacing: name.range))
    }
  }

  private mutating func keepAddress(_ now: Page) {
    guard now.ownRoute != page.ownRoute else { return }
    redirect = page.ownRoute
    let edit = AliasEdit("/" + page.ownRoute.text, to: page, replacing: now.ownRoute).edit
    add(edit, to: page.source)
  }

  private mutating func renameInTests(_ source: SourceText, _ site: Site) {
    for test in SearchTest.read(source, site: site).tests where test.page == page.id {
      let text = source.yamlScalar(
        String(path.text.dropLast(".md".count)), replacing: test.pageRange)
      if add(SourceEdits.Edit(test.pageRange, text), to: source) { count += 1 }
    }
  }

  /// Takes up a change to the bytes of a source; on disk a byte-order mark may stand before them.
  @discardableResult
  private mutating func add(_ edit: SourceEdits.Edit, to source: SourceText) -> Bool {
    let shift = source.byteOrderMarkLength
    let range = edit.range.lowerBound + shift..<edit.range.upperBound + shift
    return edits[source.name, default: SourceEdits()].add(SourceEdits.Edit(range, edit.text))
  }
}
