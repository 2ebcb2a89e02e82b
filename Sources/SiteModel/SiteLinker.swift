import Algorithms
import Diagnostics
import Markdown

/// Makes the site of its parsed pages. The steps, in order:
///
/// 1. leave out drafts and pages whose day has not come, and add the pages that no file holds;
/// 2. give every page its address;
/// 3. find what every reference means;
/// 4. derive what follows: backlinks, terms in the text, places on paths, related pages.
package struct SiteLinker {
  package struct Options: Sendable {
    package var includesDrafts = false
    package var includesFuture = false
    /// The day of the build, which decides what is yet to come.
    package var day: CalendarDate

    package init(day: CalendarDate) {
      self.day = day
    }
  }

  /// How many broken links of one page are shown.
  private static let problemLimit = 100

  private let configuration: SiteConfiguration
  private let options: Options
  private let files: [ContentPath]
  private let outputs: [ContentPath]
  private var diagnostics: [Diagnostic] = []

  /// `files` are those under `content/` that are copied as they are; `outputs` are other files of the
  /// site, by their paths there.
  package init(
    _ configuration: SiteConfiguration, files: [ContentPath], outputs: [ContentPath],
    options: Options
  ) {
    self.configuration = configuration
    self.files = files.sorted()
    self.outputs = outputs
    self.options = options
  }

  /// Links the pages.
  ///
  /// Linear in pages and links; resolving and finding terms run on all cores.
  package mutating func link(_ parsed: [ParsedPage]) -> Site {
    let (published, withheld) = divided(parsed)
    var assignment = RouteAssignment(configuration.address)
    let pages = assignment.assign(GeneratedPages(configuration).completing(published))
    diagnostics += assignment.diagnostics
    let children = FolderLists(pages).children

    let resolver = LinkResolver(
      pages: pages, names: PageNames(pages), routes: assignment.table, files: Set(files),
      outputs: Set(outputs + pages.compactMap { $0.dataPath.map { ContentPath($0.text) } }),
      withheld: PageNames(
        withheld.enumerated().map { id, page in
          Page(
            id: id, parsed: page, route: Route(""), entryAnchor: nil, at: configuration.address)
        }),
      anchors: AnchorTable(pages, children: children))
    let (targets, fieldTargets) = resolve(pages, resolver)
    checkNavigation(pages)
    checkEntries(pages, children)

    let glossary = Glossary(pages)
    diagnostics += glossary.diagnostics
    let mentions = pages.concurrentMap { page -> [TermMention] in
      if page.record.boolean("glossary") == false { return [] }
      return glossary.mentions(in: page.parsed.body, of: page.id)
    }
    let topics = topicLists(pages)
    let graph = LinkGraph(
      pages, targets: targets,
      fields: zip(pages, fieldTargets).map { page, targets in
        page.record.references(page.type.fields).compactMap { targets[$0.range.lowerBound] }
      })
    let finder = RelatedPageFinder(pages: pages, graph: graph, topics: topics)
    let related = pages.concurrentMap { page in
      let named = page.record.texts("related").compactMap {
        fieldTargets[page.id][$0.range.lowerBound]
      }
      return finder.related(to: page, named: named)
    }
    return Site(
      configuration: configuration, pages: pages, routes: assignment.table, targets: targets,
      fieldTargets: fieldTargets, graph: graph, mentions: mentions, related: related,
      memberships: memberships(pages, fieldTargets), children: children, topics: topics,
      files: files, diagnostics: diagnostics)
  }

  // MARK: Steps

  private func divided(_ parsed: [ParsedPage]) -> (published: [ParsedPage], withheld: [ParsedPage])
  {
    var published: [ParsedPage] = []
    var withheld: [ParsedPage] = []
    for page in parsed {
      let isFuture = page.record.date("date").map { $0 > options.day } ?? false
      let isShown =
        (options.includesDrafts || !page.isDraft) && (options.includesFuture || !isFuture)
      if isShown { published.append(page) } else { withheld.append(page) }
    }
    return (published, withheld)
  }

  private mutating func resolve(
    _ pages: [Page], _ resolver: LinkResolver
  ) -> (targets: [[LinkTarget]], fields: [[Int: PageID]]) {
    let outcomes = pages.concurrentMap { page in
      page.parsed.references.map { resolver.resolve($0, from: page) }
    }
    var problems = LinkProblems(resolver)
    var targets: [[LinkTarget]] = []
    var fields: [[Int: PageID]] = []
    for (page, outcomes) in zip(pages, outcomes) {
      var count = 0
      targets.append(
        zip(page.parsed.references, outcomes).map { reference, outcome in
          switch outcome {
          case .target(let target): return target
          case .failure(let failure):
            // Each costs time in proportion to its line; whoever has more mends these first.
            count += 1
            if count <= Self.problemLimit {
              diagnostics.append(problems.diagnostic(failure, reference, in: page))
            }
            return .broken
          }
        })
      fields.append(resolveFields(of: page, resolver, &problems))
      checkImage(of: page, resolver)
    }
    breakEmbeds(&targets, pages)
    return (targets, fields)
  }

  private mutating func resolveFields(
    of page: Page, _ resolver: LinkResolver, _ problems: inout LinkProblems
  ) -> [Int: PageID] {
    var found: [Int: PageID] = [:]
    for name in page.record.references(page.type.fields) {
      switch resolver.resolve(name.text) {
      case .target(.page(let id, _)): found[name.range.lowerBound] = id
      case .target: break
      case .failure(let failure):
        let location = page.source.location(of: name.range)
        diagnostics.append(problems.diagnostic(failure, named: name.text, at: location))
      }
    }
    return found
  }

  /// The folders that the bar links to must have pages.
  private mutating func checkNavigation(_ pages: [Page]) {
    let folders = pages.filter { $0.type == .section }.map(\.path.folder)
    for name in configuration.navigation where !folders.contains(name.text) {
      let near = nearestMatch(to: name.text, in: folders)
      diagnostics.append(
        Diagnostic(
          .brokenLink, "there are no pages in a folder `\(name.text)`",
          at: configuration.source.location(of: name.range),
          help: near.map { "did you mean `\($0)`?" } ?? "name a folder under `content/`",
          replacement: near))
    }
  }

  /// No heading of a list may have the anchor of an entry.
  private mutating func checkEntries(_ pages: [Page], _ children: [PageID: [PageID]]) {
    for page in pages where page.type == .section && !page.parsed.outline.isEmpty {
      let headings = Dictionary(
        page.parsed.outline.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
      for entry in (children[page.id] ?? []).map({ pages[$0] })
      where [.faq, .term].contains(entry.type) {
        guard let heading = headings[entry.slug] else { continue }
        diagnostics.append(
          Diagnostic(
            .duplicateRoute,
            "this heading and `\(entry.path.text)` would both be at `\(page.address)#\(entry.slug)`",
            at: page.source.location(at: heading.place), help: "word the heading differently"))
      }
    }
  }

  /// A page's picture lies beside it, or somewhere else altogether.
  private mutating func checkImage(of page: Page, _ resolver: LinkResolver) {
    guard let image = page.record.locatedText("image"), !LinkScheme.isLinkable(image.text) else {
      return
    }
    if let path = page.path.resolving(image.text), resolver.file(path) != nil { return }
    let near = nearestMatch(to: image.text, in: files.map(\.name))
    diagnostics.append(
      Diagnostic(
        .brokenLink, "there is no picture `\(image.text)` beside the page",
        at: page.source.location(of: image.range),
        help: near.map { "did you mean `\($0)`?" } ?? "name it by its path from the page"))
  }

  /// Takes out the embeds that cannot be.
  private mutating func breakEmbeds(_ targets: inout [[LinkTarget]], _ pages: [Page]) {
    for problem in EmbedWalk(pages, targets: targets).problems {
      let page = pages[problem.page]
      let place = page.source.location(at: page.parsed.references[problem.reference].place)
      switch problem.kind {
      case .cycle(let pageIDs):
        let chain = (pageIDs + pageIDs.prefix(1)).map { "`\(pages[$0].path.reference)`" }
        diagnostics.append(
          Diagnostic(
            .embedCycle, "this embed has no end: " + chain.joined(separator: " → "), at: place,
            help: "link to the page instead of embedding it"))
      case .tooLarge:
        let limit = EmbedWalk.sizeLimit >> 20
        diagnostics.append(
          Diagnostic(
            .embedTooLarge, "with this embed the page would have more than \(limit) MiB of text",
            at: place, help: "link to the page instead of embedding it"))
      case .alsoTooLarge: break
      }
      targets[problem.page][problem.reference] = .broken
    }
  }

  private mutating func topicLists(_ pages: [Page]) -> [String: [PageID]] {
    let declared = configuration.topics.map(\.name)
    let known = Set(declared)
    var lists: [String: [PageID]] = [:]
    for page in pages {
      var seen: Set<String> = []
      for topic in page.record.texts("topics") where seen.insert(topic.text).inserted {
        if known.contains(topic.text) {
          lists[topic.text, default: []].append(page.id)
        } else {
          let near = nearestMatch(to: topic.text, in: declared)
          diagnostics.append(
            Diagnostic(
              .unknownTopic, "there is no topic `\(topic.text)`",
              at: page.source.location(of: topic.range),
              help: near.map { "did you mean `\($0)`?" }
                ?? "declare it under `topics` in `waymark.yml`",
              replacement: near))
        }
      }
    }
    return lists
  }

  private func memberships(
    _ pages: [Page], _ targets: [[Int: PageID]]
  ) -> [[Site.Membership]] {
    var memberships = [[Site.Membership]](repeating: [], count: pages.count)
    for page in pages where page.type == .path {
      let steps = page.record.records("steps").compactMap { step in
        step.locatedText("page").flatMap { targets[page.id][$0.range.lowerBound] }
      }
      for (index, step) in steps.enumerated() {
        memberships[step].append(Site.Membership(path: page.id, step: index, steps: steps))
      }
    }
    return memberships
  }
}
