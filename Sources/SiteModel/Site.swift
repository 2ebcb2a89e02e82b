import Diagnostics
import Markdown

/// The whole site, linked: what every page is, where it lives and what points to it.
///
/// A value without I/O, made again whole by `SiteLinker` whenever a page changed.
package struct Site: Sendable {
  /// A page's place on a path.
  package struct Membership: Sendable, Hashable {
    package let path: PageID
    /// Counted from 0.
    package let step: Int
    /// The pages of the path's steps, in order.
    package let steps: [PageID]
  }

  package let configuration: SiteConfiguration
  /// Sorted by path.
  package let pages: [Page]
  package let routes: RouteTable
  /// For each page what its body's references mean.
  package let targets: [[LinkTarget]]
  /// For each page the pages that its front matter names, by the byte where the name starts.
  package let fieldTargets: [[Int: PageID]]
  package let graph: LinkGraph
  /// For each page the glossary terms in its text.
  package let mentions: [[TermMention]]
  /// For each term the pages that mention it.
  package let termUses: [PageID: [PageID]]
  package let related: [[RelatedPage]]
  /// For each page the paths that it is a step of.
  package let memberships: [[Membership]]
  /// The pages of each folder's page, in the order in which they are listed.
  package let children: [PageID: [PageID]]
  /// The pages of each topic, in the order of their paths.
  package let topics: [String: [PageID]]
  /// Files under `content/` that are copied as they are.
  package let files: [ContentPath]
  package let diagnostics: [Diagnostic]

  private let idsByPath: [ContentPath: PageID]

  init(
    configuration: SiteConfiguration, pages: [Page], routes: RouteTable, targets: [[LinkTarget]],
    fieldTargets: [[Int: PageID]], graph: LinkGraph, mentions: [[TermMention]],
    related: [[RelatedPage]], memberships: [[Membership]], children: [PageID: [PageID]],
    topics: [String: [PageID]], files: [ContentPath], diagnostics: [Diagnostic]
  ) {
    self.configuration = configuration
    self.pages = pages
    self.routes = routes
    self.targets = targets
    self.fieldTargets = fieldTargets
    self.graph = graph
    self.mentions = mentions
    self.related = related
    self.memberships = memberships
    self.children = children
    self.topics = topics
    self.files = files
    self.diagnostics = diagnostics
    var uses: [PageID: [PageID]] = [:]
    for (page, mentions) in mentions.enumerated() {
      for mention in mentions where uses[mention.term]?.last != page {
        uses[mention.term, default: []].append(page)
      }
    }
    termUses = uses.mapValues { pages in
      pages.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    idsByPath = Dictionary(pages.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
  }

  /// The page of a file, or of something that has a page without a file.
  package func page(at path: ContentPath) -> Page? { idsByPath[path].map { pages[$0] } }

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
