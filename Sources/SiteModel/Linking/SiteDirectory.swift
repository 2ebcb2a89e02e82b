import Algorithms
import Diagnostics
import Markdown
import Synchronization

/// What follows from the heads of the pages and from the configuration, whatever the texts say.
///
/// Addresses, names, lists, paths, the glossary's spellings.
///
/// Most edits are edits of a text, and leave it as it is; so it is made again only when a page's head, the
/// list of files or the configuration changed.
package final class SiteDirectory: Sendable {
  package let configuration: SiteConfiguration
  let routes: RouteTable
  package let names: PageNames
  /// Pages that the author holds back: a link to one is explained rather than called a mistake.
  let withheld: PageNames
  /// Files that are there but could not be read: a link to one is not called broken as well.
  let unread: UnreadFiles
  /// Files under `content/` that are copied as they are.
  let files: Set<ContentPath>
  /// Files of the built site that are no pages, which a link from its root may name.
  let outputs: Set<ContentPath>
  /// Those of `outputs` that are no page's.
  let givenOutputs: [ContentPath]
  let children: [PageID: [PageID]]
  let topics: TopicLists
  let fieldTargets: [[Int: PageID]]
  /// Names in front matter that no page, or several, have.
  let fieldFailures: [FieldFailure]
  let memberships: [[Site.Membership]]
  let glossary: Glossary
  let diagnostics: [Diagnostic]

  typealias FieldFailure = (page: PageID, name: LocatedText, failure: LinkFailure)

  private let nearest = Mutex<[String: String?]>([:])

  init(
    _ configuration: SiteConfiguration, _ placed: PlacedPages, withheld: [ParsedPage],
    files: [ContentPath], outputs: [ContentPath], unread: [ContentPath]
  ) {
    self.configuration = configuration
    let pages = placed.pages
    self.withheld = PageNames(
      withheld.enumerated().map { id, page in
        Page(id: id, parsed: page, route: Route(""), entryAnchor: nil, at: configuration.address)
      })
    let unread = UnreadFiles(unread)
    self.unread = unread
    self.files = Set(files)
    givenOutputs = outputs
    self.outputs = Set(outputs + pages.compactMap { $0.dataPath.map { ContentPath($0.text) } })
    // Two halves that cost about the same.
    let ((heads, imageProblems), lists) = concurrently {
      (HeadReader(pages, unread), Self.imageProblems(pages, files, unread))
    } _: {
      (
        routes: RouteAssignment(pages), folders: FolderLists(pages),
        topics: TopicLists(configuration, pages), glossary: Glossary(pages),
        problems: Self.navigationProblems(configuration, pages, unread)
      )
    }
    names = heads.names
    fieldTargets = heads.fieldTargets
    fieldFailures = heads.failures
    topics = lists.topics
    memberships = heads.memberships
    routes = lists.routes.table
    children = lists.folders.children
    glossary = lists.glossary
    diagnostics =
      placed.diagnostics + lists.routes.diagnostics + topics.diagnostics + lists.problems
      + imageProblems
      + glossary.diagnostics
  }

  /// The anchors that the lists of a folder's page add: each entry is shown under its slug.
  func entries(of page: PageID, _ pages: [Page]) -> [Page] {
    (children[page] ?? []).map { pages[$0] }.filter { [.faq, .term].contains($0.type) }
  }

  /// The file at a path, named by the bytes of its own name: those of an equal one may differ.
  func file(_ path: ContentPath) -> ContentPath? {
    files.firstIndex(of: path).map { files[$0] }
  }

  /// The name that a mistyped one most likely meant; the search is made once for each.
  func nearestName(to name: String) -> String? {
    remembered("n" + name) { names.nearest(to: name) }
  }

  /// The same for the path of a file.
  func nearestFile(to path: String) -> String? {
    remembered("f" + path) { nearestMatch(to: path, in: files.map(\.text).sorted()) }
  }

  private func remembered(_ key: String, _ find: () -> String?) -> String? {
    if let known = nearest.withLock({ $0[key] }) { return known }
    let found = find()
    nearest.withLock { $0[key] = found }
    return found
  }
}

/// What the heads of pages say of each other.
private struct HeadReader {
  private let pages: [Page]
  private let unread: UnreadFiles
  let names: PageNames
  /// For each page the pages that its front matter names, by the byte where the name starts.
  private(set) var fieldTargets: [[Int: PageID]] = []
  private(set) var memberships: [[Site.Membership]] = []
  private(set) var failures: [SiteDirectory.FieldFailure] = []

  init(_ pages: [Page], _ unread: UnreadFiles) {
    self.pages = pages
    self.unread = unread
    names = PageNames(pages)
    readReferences()
    readPaths()
  }

  private mutating func readReferences() {
    fieldTargets = pages.map { page in
      var found: [Int: PageID] = [:]
      for name in page.record.references(page.type.fields) {
        switch names[name.text] {
        case .page(let id): found[name.range.lowerBound] = id
        case .several(let ids): failures.append((page.id, name, .ambiguous(ids)))
        case .none where unread.mayBeNamed(name.text, from: page.path): break
        case .none: failures.append((page.id, name, .unknown))
        }
      }
      return found
    }
  }

  private mutating func readPaths() {
    memberships = Array(repeating: [], count: pages.count)
    for page in pages where page.type == .path {
      let steps = page.record.records("steps").compactMap { step in
        step.locatedText("page").flatMap { fieldTargets[page.id][$0.range.lowerBound] }
      }
      for (index, step) in steps.enumerated() {
        memberships[step].append(Site.Membership(path: page.id, step: index, steps: steps))
      }
    }
  }
}

extension SiteDirectory {
  /// The folders that the bar links to must have pages.
  private static func navigationProblems(
    _ configuration: SiteConfiguration, _ pages: [Page], _ unread: UnreadFiles
  ) -> [Diagnostic] {
    let folders = pages.filter { $0.type == .section }.map(\.path.folder)
    let missing = configuration.navigation.filter {
      !folders.contains($0.text) && !unread.hasAny(in: $0.text)
    }
    return missing.map { name in
      let near = nearestMatch(to: name.text, in: folders)
      return Diagnostic(
        .brokenLink, "there are no pages in a folder `\(name.text)`",
        at: configuration.source.location(of: name.range),
        help: near.map { "did you mean `\($0)`?" } ?? "name a folder under `content/`",
        replacement: near)
    }
  }

  /// A page's picture lies beside it, or somewhere else altogether.
  private static func imageProblems(
    _ pages: [Page], _ files: [ContentPath], _ unread: UnreadFiles
  ) -> [Diagnostic] {
    let known = Set(files)
    return pages.compactMap { page in
      guard let image = page.record.locatedText("image"), !LinkScheme.isLinkable(image.text) else {
        return nil
      }
      if let path = page.path.resolving(image.text), known.contains(path) || unread.holds(path) {
        return nil
      }
      let near = nearestMatch(to: image.text, in: files.map(\.name))
      return Diagnostic(
        .brokenLink, "there is no picture `\(image.text)` beside the page",
        at: page.source.location(of: image.range),
        help: near.map { "did you mean `\($0)`?" } ?? "name it by its path from the page")
    }
  }
}
