import Diagnostics
import Markdown
import Text

/// The linked site: all pages with their addresses, links and lists.
///
/// `SiteLinker` makes a new value when a page changes.
package struct Site: Sendable {
  /// Sorted by place.
  package let pages: [Page]
  /// Pages that cannot be read, drafts, and pages with a future date.
  let unpublished: [ParsedPage]
  /// Everything that follows from the metadata of pages.
  package let catalog: PageCatalog
  /// The links of each page, before embeds that break the limits are removed.
  let ownLinks: [PageLinks]
  /// The links of each page.
  package let links: [PageLinks]
  /// The links between pages, in both directions.
  package let graph: LinkGraph
  /// For each term, the pages that mention it; empty for other pages.
  package let termUses: [[PageID]]
  /// The related pages of each page.
  package let related: [[RelatedPage]]
  /// The index of keywords, which the next site reuses.
  let similarity: WordSimilarity
  /// Static files under `content/`, which are copied.
  package let files: [ContentPath]
  /// The pages that are not published.
  package let withheld: [WithheldPage]
  /// Errors and warnings from linking.
  package let diagnostics: [Diagnostic]

  init(
    pages: [Page], unpublished: [ParsedPage], catalog: PageCatalog, ownLinks: [PageLinks],
    links: [PageLinks], graph: LinkGraph, related: [[RelatedPage]], similarity: WordSimilarity,
    files: [ContentPath], withheld: [WithheldPage],
    diagnostics: [Diagnostic]
  ) {
    self.pages = pages
    self.unpublished = unpublished
    self.catalog = catalog
    self.ownLinks = ownLinks
    self.links = links
    self.graph = graph
    self.related = related
    self.similarity = similarity
    self.files = files
    self.withheld = withheld
    self.diagnostics = diagnostics
    var uses = [[PageID]](repeating: [], count: pages.count)
    for (page, links) in links.enumerated() {
      for mention in links.mentions where uses[mention.term].last != page {
        uses[mention.term].append(page)
      }
    }
    termUses = uses
  }

  /// The settings in `waymark.yml`.
  package var configuration: SiteConfiguration { catalog.configuration }
  /// The pages and redirects by address.
  package var routes: RouteTable { catalog.routes }
  /// For each page, the pages that its front matter names, by the byte offset of the name.
  package var fieldTargets: [[Int: PageID]] { catalog.fieldTargets }
  /// For each page, its positions on paths.
  package var memberships: [[PathMembership]] { catalog.memberships }
  /// The pages that the page of each folder lists, in order.
  package var children: [PageID: [PageID]] { catalog.children }
  /// The pages of each topic.
  package var topics: TopicLists { catalog.topics }
  /// The pages with a file of their own: all but entries of lists and pages whose address belongs to another page.
  package var pagesWithFile: [Page] { pages.filter { routes[$0.route.text] == .page($0.id) } }

  /// The copied files that pages show or link to, in their text or their front matter.
  package var usedFiles: Set<ContentPath> {
    var used: Set<ContentPath> = []
    for links in links {
      for case .file(let path) in links.targets { used.insert(path) }
    }
    for page in pages {
      let named =
        page.record.files(page.type.fields) + page.parsed.components.flatMap(\.files)
      for name in named {
        if let path = page.path.resolving(name.text) { used.insert(path) }
      }
    }
    return used
  }

  /// The page at a place, with or without a source file.
  package func page(at place: ContentPath) -> Page? {
    let id = pages.partitioningIndex { $0.place >= place }
    return id < pages.count && pages[id].place == place ? pages[id] : nil
  }

  /// Pages with names similar to an unknown name, the most similar first.
  package func pages(near name: String) -> [Page] {
    catalog.near.matches(named: name).compactMap { match in
      if case .page(let id, _) = match.target { pages[id] } else { nil }
    }
  }

  /// The page of a topic.
  package func page(ofTopic name: String) -> Page? { page(at: ContentPath("topics/\(name).md")) }

  /// The page of the folder that lists a page; `nil` for the home page.
  package func section(of page: Page) -> Page? {
    if page.isHome { return nil }
    let folder = page.place.parent
    return self.page(at: ContentPath(folder.isEmpty ? "_index.md" : folder + "/_index.md"))
  }
}
