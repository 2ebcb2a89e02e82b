import Concurrency
import Diagnostics
import Markdown
import Text

/// Everything that follows from the metadata of all pages and from the configuration: addresses, names,
/// lists, paths, and the spellings of the glossary.
///
/// It does not depend on texts, so most edits leave it unchanged. It is rebuilt when the metadata of a page,
/// the list of files or the configuration changes.
package final class PageCatalog: Sendable {
  /// The settings in `waymark.yml`.
  package let configuration: SiteConfiguration
  let routes: RouteTable
  /// The names of published pages.
  package let names: PageNames
  /// Pages that cannot be read, drafts, and pages with a future date.
  ///
  /// A diagnostic explains a link to one of them.
  let unpublished: PageNames
  /// The pages that `unpublished` names.
  let unpublishedPages: [ParsedPage]
  /// Files that exist but could not be read.
  ///
  /// A link to one of them is not reported as broken.
  let unread: UnreadFiles
  /// Static files under `content/`, which are copied.
  let files: Set<ContentPath>
  /// The static files by name.
  let fileNames: FileNames
  /// Other files of the built site, which a link with an absolute path can name.
  let outputs: Set<ContentPath>
  /// The files in `outputs` that do not belong to a page.
  let givenOutputs: [ContentPath]
  /// The pages that the page of each folder lists, in order.
  let children: [PageID: [PageID]]
  /// The position of each page in the list of its folder.
  package let listPositions: [Int]
  let topics: TopicLists
  /// For each page, the pages that its front matter names, by the byte offset of the name.
  let fieldTargets: [[Int: PageID]]
  /// Names in front matter that match no page or several pages.
  let fieldFailures: [FieldFailure]
  /// The pages that links of the bar and the footer lead to.
  package let siteLinks: [SiteLink: PageID]
  let memberships: [[PathMembership]]
  let glossary: Glossary
  let diagnostics: [Diagnostic]

  typealias FieldFailure = (page: PageID, name: LocatedText, failure: LinkFailure)

  /// Finds similar names.
  let near: NearTargets

  init(
    _ configuration: SiteConfiguration, _ placed: PlacedPages, unpublished: [ParsedPage],
    files: [ContentPath], outputs: [ContentPath], unread: [ContentPath],
    clashes: [Diagnostic] = []
  ) {
    self.configuration = configuration
    let pages = placed.pages
    unpublishedPages = unpublished
    self.unpublished = PageNames(
      unpublished.enumerated().map { id, page in
        Page(id: id, parsed: page, route: Route(""), entryAnchor: nil, at: configuration.address)
      })
    let unread = UnreadFiles(unread)
    self.unread = unread
    self.files = Set(files)
    fileNames = FileNames(files)
    givenOutputs = outputs
    self.outputs = Set(outputs + pages.flatMap { $0.dataPaths.map { ContentPath($0.text) } })
    // Two halves that take about the same time.
    let (references, lists) = concurrently {
      FrontMatterReferences(pages, unread)
    } _: {
      (
        routes: RouteAssignment(pages), folders: FolderLists(pages),
        topics: TopicLists(configuration, pages), glossary: Glossary(pages, configuration)
      )
    }
    names = references.names
    siteLinks = Self.targets(of: configuration, pages, references.names)
    near = NearTargets(references.names, files)
    fieldTargets = references.fieldTargets
    fieldFailures = references.failures
    topics = lists.topics
    memberships = references.memberships
    routes = lists.routes.table
    children = lists.folders.children
    listPositions = lists.folders.positions
    glossary = lists.glossary
    diagnostics =
      clashes + placed.diagnostics + lists.routes.diagnostics + topics.diagnostics
      + Self.linkDiagnostics(siteLinks, configuration, pages, unread)
      + Self.fileDiagnostics(pages, files, near, unread)
      + glossary.diagnostics
  }

  /// The entries that the page of a folder shows in full, each under its slug as anchor.
  func entries(of page: PageID, _ pages: [Page]) -> [Page] {
    (children[page] ?? []).map { pages[$0] }.filter { $0.type.has(.listEntry) }
  }

  /// The pages that a wiki link or front matter of a page names.
  func match(named name: String, from page: ContentPath) -> PageNames.Match {
    names.match(named: name, from: page)
  }

  /// The pages that links of the bar and the footer lead to.
  private static func targets(
    of configuration: SiteConfiguration, _ pages: [Page], _ names: PageNames
  ) -> [SiteLink: PageID] {
    var targets: [SiteLink: PageID] = [:]
    for link in configuration.navigation + (configuration.footer ?? []) where link.address == nil {
      let place = ContentPath(link.folder + "/_index.md")
      let index = pages.partitioningIndex { $0.place >= place }
      if index < pages.count, pages[index].place == place {
        targets[link] = index
      } else if case .page(let id) = names.match(named: link.target.text, from: ContentPath("")) {
        targets[link] = id
      }
    }
    return targets
  }

  /// The static file at a path.
  ///
  /// The result has the bytes of the real name, because equal strings can differ in their bytes.
  func file(_ path: ContentPath) -> ContentPath? {
    files.firstIndex(of: path).map { files[$0] }
  }
}

/// Resolves the references in front matter.
private struct FrontMatterReferences {
  private let pages: [Page]
  private let unread: UnreadFiles
  let names: PageNames
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
      for name in page.fieldReferences {
        switch names.match(named: name.text, from: page.path) {
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
    for page in pages {
      let steps = page.parsed.records(.steps).compactMap { step in
        step.locatedText("page").flatMap { fieldTargets[page.id][$0.range.lowerBound] }
      }
      for (index, step) in steps.enumerated() {
        memberships[step].append(PathMembership(path: page.id, step: index, steps: steps))
      }
    }
  }
}

extension PageCatalog {
  /// Reports links of the bar and the footer whose folder or page does not exist.
  private static func linkDiagnostics(
    _ links: [SiteLink: PageID], _ configuration: SiteConfiguration, _ pages: [Page],
    _ unread: UnreadFiles
  ) -> [Diagnostic] {
    let missing = configuration.ownLinks.filter {
      $0.address == nil && links[$0] == nil && !unread.hasAny(in: $0.folder)
        && !unread.mayBeNamed($0.target.text, from: ContentPath(""))
    }
    guard !missing.isEmpty else { return [] }
    let folders = pages.filter { $0.type.structure == .section }.map(\.place.folder)
    let names = folders + pages.filter(\.type.isContent).map(\.reference)
    return missing.map { link in
      let kind = configuration.types.of(folder: link.target.text)
      return Diagnostic(
        .brokenLink, "there is no folder and no page `\(link.target.text)`",
        at: configuration.source.location(of: link.target.range),
        advice: link.addressWithScheme.map { Advice(possible: [$0]) }
          ?? Advice(
            naming: link.target, from: names, in: configuration.source,
            else: kind.map {
              "there is no page of the kind `\($0.name)` yet; `waymark new \($0.name) \"Title\"` makes one"
            } ?? "name a folder or a page under `\(configuration.content.name)`"))
    }
  }

  /// Reports files that pages name in their front matter and that do not exist: pictures, and those of declared fields.
  private static func fileDiagnostics(
    _ pages: [Page], _ files: [ContentPath], _ near: NearTargets, _ unread: UnreadFiles
  ) -> [Diagnostic] {
    let known = Set(files)
    return pages.flatMap { page -> [Diagnostic] in
      let image = page.record.locatedText("image")
      let named = [image].compactMap(\.self) + page.record.files(page.type.siteFields)
      return (named + page.parsed.components.flatMap(\.files)).compactMap { file in
        if LinkScheme.isLinkable(file.text) { return nil }
        if let path = page.path.resolving(file.text), known.contains(path) || unread.holds(path) {
          return nil
        }
        let (path, source) = (page.path, page.source)
        let isImage = file.range == image?.range
        return Diagnostic(
          .brokenLink, "there is no \(isImage ? "picture" : "file") `\(file.text)`",
          at: source.location(of: file.range),
          finding: { fileAdvice(file, at: path, in: source, near, isImage: isImage) })
      }
    }
  }

  /// Proposes files with similar names, by their paths relative to the page.
  private static func fileAdvice(
    _ file: LocatedText, at path: ContentPath, in source: SourceText, _ near: NearTargets,
    isImage: Bool
  ) -> Advice {
    let matches = path.resolving(file.text).map { near.matches(at: $0, isImage: isImage) } ?? []
    let texts = matches.compactMap { match -> String? in
      guard case .file(let found) = match.target else { return nil }
      let name = LinkSpelling.relative(found.text, from: path.folder)
      return source.yamlScalar(name, replacing: file.range)
    }
    if texts.count == 1, matches[0].isCertain { return Advice(certain: texts[0]) }
    return Advice(possible: texts, else: "write its path relative to the page")
  }
}
