import Concurrency
import Diagnostics
import Markdown
import Text

/// What follows from the heads of the pages and from the configuration, whatever the texts say.
///
/// Addresses, names, lists, paths, the glossary's spellings.
///
/// Most edits are edits of a text, and leave it as it is; so it is made again only when a page's head, the
/// list of files or the configuration changed.
package final class PageCatalog: Sendable {
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
  let memberships: [[PathMembership]]
  let glossary: Glossary
  let diagnostics: [Diagnostic]

  typealias FieldFailure = (page: PageID, name: LocatedText, failure: LinkFailure)

  /// What names that lead nowhere may have meant.
  let near: NearTargets

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
    let (heads, lists) = concurrently {
      HeadReader(pages, unread)
    } _: {
      (
        routes: RouteAssignment(pages), folders: FolderLists(pages),
        topics: TopicLists(configuration, pages), glossary: Glossary(pages),
        problems: Self.navigationProblems(configuration, pages, unread)
      )
    }
    names = heads.names
    near = NearTargets(heads.names, files)
    fieldTargets = heads.fieldTargets
    fieldFailures = heads.failures
    topics = lists.topics
    memberships = heads.memberships
    routes = lists.routes.table
    children = lists.folders.children
    glossary = lists.glossary
    diagnostics =
      placed.diagnostics + lists.routes.diagnostics + topics.diagnostics + lists.problems
      + Self.imageProblems(pages, files, near, unread)
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
}

/// What the heads of pages say of each other.
private struct HeadReader {
  private let pages: [Page]
  private let unread: UnreadFiles
  let names: PageNames
  /// For each page the pages that its front matter names, by the byte where the name starts.
  private(set) var fieldTargets: [[Int: PageID]] = []
  private(set) var memberships: [[PathMembership]] = []
  private(set) var failures: [PageCatalog.FieldFailure] = []

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
        memberships[step].append(PathMembership(path: page.id, step: index, steps: steps))
      }
    }
  }
}

extension PageCatalog {
  /// The folders that the bar links to must have pages.
  private static func navigationProblems(
    _ configuration: SiteConfiguration, _ pages: [Page], _ unread: UnreadFiles
  ) -> [Diagnostic] {
    let folders = pages.filter { $0.type == .section }.map(\.path.folder)
    let missing = configuration.navigation.filter {
      !folders.contains($0.text) && !unread.hasAny(in: $0.text)
    }
    return missing.map { name in
      Diagnostic(
        .brokenLink, "there are no pages in a folder `\(name.text)`",
        at: configuration.source.location(of: name.range),
        advice: Advice(
          naming: name, from: folders, in: configuration.source,
          else: "name a folder under `content/`"))
    }
  }

  /// A page's picture lies beside it, or somewhere else altogether.
  private static func imageProblems(
    _ pages: [Page], _ files: [ContentPath], _ near: NearTargets, _ unread: UnreadFiles
  ) -> [Diagnostic] {
    let known = Set(files)
    return pages.compactMap { page in
      guard let image = page.record.locatedText("image"), !LinkScheme.isLinkable(image.text) else {
        return nil
      }
      if let path = page.path.resolving(image.text), known.contains(path) || unread.holds(path) {
        return nil
      }
      let (path, source) = (page.path, page.source)
      return Diagnostic(
        .brokenLink, "there is no picture `\(image.text)` beside the page",
        at: source.location(of: image.range),
        finding: { imageAdvice(image, at: path, in: source, near) })
    }
  }

  /// Files by their paths from the page, which is how a picture is named.
  private static func imageAdvice(
    _ image: LocatedText, at path: ContentPath, in source: SourceText, _ near: NearTargets
  ) -> Advice {
    let matches = path.resolving(image.text).map { near.matches(at: $0, isImage: true) } ?? []
    let texts = matches.compactMap { match -> String? in
      guard case .file(let file) = match.target else { return nil }
      let name = LinkSpelling.relative(file.text, from: path.folder)
      return source.yamlScalar(name, replacing: image.range)
    }
    if texts.count == 1, matches[0].isCertain { return Advice(certain: texts[0]) }
    return Advice(possible: texts, else: "name it by its path from the page")
  }
}
