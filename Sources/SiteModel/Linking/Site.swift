import Diagnostics
import Markdown
import Text

/// The whole site, linked: what every page is, where it lives and what points to it.
///
/// A value without I/O, made again whole by `SiteLinker` whenever a page changed.
package struct Site: Sendable {
  /// Sorted by path.
  package let pages: [Page]
  /// Pages that are not part of the site yet.
  let withheld: [ParsedPage]
  package let catalog: PageCatalog
  /// For each page what its text refers to, before the site as a whole was looked at.
  let ownLinks: [PageLinks]
  /// For each page what its text refers to.
  package let links: [PageLinks]
  package let graph: LinkGraph
  /// For each term the pages that mention it; empty for other pages.
  package let termUses: [[PageID]]
  package let related: [[RelatedPage]]
  /// What related pages are found by, kept for the next site.
  let similarity: WordSimilarity
  /// Files under `content/` that are copied as they are.
  package let files: [ContentPath]
  package let diagnostics: [Diagnostic]

  init(
    pages: [Page], withheld: [ParsedPage], catalog: PageCatalog, ownLinks: [PageLinks],
    links: [PageLinks], graph: LinkGraph, related: [[RelatedPage]], similarity: WordSimilarity,
    files: [ContentPath],
    diagnostics: [Diagnostic]
  ) {
    self.pages = pages
    self.withheld = withheld
    self.catalog = catalog
    self.ownLinks = ownLinks
    self.links = links
    self.graph = graph
    self.related = related
    self.similarity = similarity
    self.files = files
    self.diagnostics = diagnostics
    var uses = [[PageID]](repeating: [], count: pages.count)
    for (page, links) in links.enumerated() {
      for mention in links.mentions where uses[mention.term].last != page {
        uses[mention.term].append(page)
      }
    }
    termUses = uses
  }

  package var configuration: SiteConfiguration { catalog.configuration }
  package var routes: RouteTable { catalog.routes }
  /// For each page the pages that its front matter names, by the byte where the name starts.
  package var fieldTargets: [[Int: PageID]] { catalog.fieldTargets }
  /// For each page the paths that it is a step of.
  package var memberships: [[PathMembership]] { catalog.memberships }
  /// The pages of each folder's page, in the order in which they are listed.
  package var children: [PageID: [PageID]] { catalog.children }
  package var topics: TopicLists { catalog.topics }

  /// The page of a file, or of something that has a page without a file.
  package func page(at path: ContentPath) -> Page? {
    let id = pages.partitioningIndex { $0.path >= path }
    return id < pages.count && pages[id].path == path ? pages[id] : nil
  }

  /// The pages that a name which is no page's may have meant, the likeliest first.
  package func pages(near name: String) -> [Page] {
    catalog.near.matches(named: name).compactMap { match in
      if case .page(let id, _) = match.target { pages[id] } else { nil }
    }
  }

  /// The page of a topic.
  package func page(ofTopic name: String) -> Page? { page(at: ContentPath("topics/\(name).md")) }

  /// The folder's page that lists a page; `nil` for the home page.
  package func section(of page: Page) -> Page? {
    if page.type == .home { return nil }
    let folder = page.path.parent
    return self.page(at: ContentPath(folder.isEmpty ? "_index.md" : folder + "/_index.md"))
  }

  /// The address of a page, with the anchor where it is an entry of another page.
  package func address(of id: PageID) -> String { pages[id].address }
}
