import Concurrency
import Diagnostics
import Markdown

/// Makes the site of its parsed pages. The steps, in order:
///
/// 1. leave out drafts and pages whose day has not come, and add the pages that no file holds;
/// 2. give every page its address, and make the catalog of who is there;
/// 3. find what every reference means;
/// 4. derive what follows: backlinks, related pages.
///
/// What an earlier site still has right is taken over: its catalog while no head changed, a page's links
/// while its text is the same.
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
  /// How many pages find what is related to them in the same memory.
  private static let partSize = 256

  private let configuration: SiteConfiguration
  private let options: Options
  private let files: [ContentPath]
  private let outputs: [ContentPath]
  private let unread: [ContentPath]

  /// `files` are those under `content/` that are copied as they are; `outputs` are other files of the
  /// site, by their paths there; `unread` are files and folders under `content/` that are there but
  /// could not be read.
  package init(
    _ configuration: SiteConfiguration, files: [ContentPath], outputs: [ContentPath],
    unread: [ContentPath] = [], options: Options
  ) {
    self.configuration = configuration
    self.files = files.sorted()
    self.outputs = outputs
    self.unread = unread.sorted()
    self.options = options
  }

  /// Links the pages, which may come in any order; `earlier` is what this made last, of the same options.
  ///
  /// Linear in pages and links; resolving and finding terms run on all cores.
  package func link(_ parsed: [ParsedPage], after earlier: Site? = nil) -> Site {
    let (pages, withheld, catalog) = arranged(parsed, earlier)
    let resolver = LinkResolver(pages: pages, catalog: catalog)
    let known = earlier?.catalog === catalog ? earlier : nil
    let sameTerms = earlier.flatMap {
      $0.catalog.glossary.isSame(as: catalog.glossary) ? $0 : nil
    }
    let (found, earlierSimilarity) = concurrently {
      pages.concurrentMap { page in
        if let known, known.pages[page.id].parsed === page.parsed,
          known.ownLinks[page.id].isValid(pages, before: known.pages)
        {
          return known.ownLinks[page.id]
        }
        return PageLinks(
          of: page, resolver, catalog, mentions: sameTerms?.mentions(page.parsed, page.id))
      }
    } _: {
      known?.similarity ?? WordSimilarity(pages)
    }
    var diagnostics = catalog.diagnostics
    diagnostics += problems(found, pages, resolver)
    diagnostics += entryClashes(pages, catalog)
    let (links, embedProblems) = breakingEmbeds(found, pages, catalog)
    diagnostics += embedProblems

    let graph = known.flatMap { $0.hasGraph(of: links) ? $0.graph : nil } ?? LinkGraph(links)
    var similarity = earlierSimilarity
    let related = related(pages, catalog, graph, &similarity, known)
    return Site(
      pages: pages, withheld: withheld, catalog: catalog, ownLinks: found, links: links,
      graph: graph, related: related, similarity: similarity, files: files,
      diagnostics: diagnostics)
  }

  // MARK: Steps

  /// The pages with their addresses, in the order of their paths, those that are held back, and the catalog.
  private func arranged(
    _ parsed: [ParsedPage], _ earlier: Site?
  ) -> (pages: [Page], withheld: [ParsedPage], catalog: PageCatalog) {
    let (published, withheld) = divided(parsed.inPathOrder)
    if let earlier, isUnchanged(earlier, withheld: withheld),
      let pages = replaced(published, in: earlier)
    {
      return (pages, withheld, earlier.catalog)
    }
    let placed = PlacedPages(
      GeneratedPages(configuration).completing(published), at: configuration.address)
    let catalog = PageCatalog(
      configuration, placed, withheld: withheld, files: files, outputs: outputs,
      unread: unread)
    return (placed.pages, withheld, catalog)
  }

  private func isUnchanged(_ earlier: Site, withheld: [ParsedPage]) -> Bool {
    earlier.configuration.source.bytes == configuration.source.bytes && earlier.files == files
      && earlier.catalog.givenOutputs == outputs && earlier.catalog.unread.paths == unread
      && earlier.withheld.map(\.head) == withheld.map(\.head)
  }

  /// The earlier pages with the texts of today; `nil` where another page is there, or another head.
  private func replaced(_ published: [ParsedPage], in earlier: Site) -> [Page]? {
    var pages = earlier.pages
    var next = 0
    for index in pages.indices {
      let old = pages[index].parsed
      if next < published.count, published[next].path == old.path {
        if published[next] !== old {
          guard published[next].head == old.head else { return nil }
          pages[index] = Page(pages[index], with: published[next])
        }
        next += 1
      } else if !old.isGenerated {
        return nil
      }
    }
    return next == published.count ? pages : nil
  }

  private func divided(_ parsed: [ParsedPage]) -> (published: [ParsedPage], withheld: [ParsedPage])
  {
    let isShown = parsed.concurrentMap { [options] page in
      let isFuture = page.record.date("date").map { $0 > options.day } ?? false
      return (options.includesDrafts || !page.isDraft) && (options.includesFuture || !isFuture)
    }
    let pages = zip(parsed, isShown)
    return (pages.filter(\.1).map(\.0), pages.filter { !$0.1 }.map(\.0))
  }

  /// What is wrong with links, in words.
  private func problems(
    _ links: [PageLinks], _ pages: [Page], _ resolver: LinkResolver
  ) -> [Diagnostic] {
    let problems = LinkProblems(resolver)
    var diagnostics: [Diagnostic] = []
    for (id, name, failure) in resolver.catalog.fieldFailures {
      diagnostics.append(problems.diagnostic(failure, name, in: pages[id]))
    }
    let broken = pages.filter { !links[$0.id].failures.isEmpty }
    let found = broken.concurrentMap { page in
      // Each costs time in proportion to its line; whoever has more mends these first.
      links[page.id].failures.prefix(Self.problemLimit).map { index, failure in
        problems.diagnostic(failure, page.parsed.references[index], in: page)
      }
    }
    return diagnostics + found.flatMap(\.self)
  }

  /// No heading of a list may have the anchor of an entry.
  private func entryClashes(_ pages: [Page], _ catalog: PageCatalog) -> [Diagnostic] {
    catalog.children.keys.sorted().flatMap { id -> [Diagnostic] in
      let page = pages[id]
      guard page.type == .section, !page.parsed.outline.isEmpty else { return [] }
      let headings = Dictionary(
        page.parsed.outline.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
      return catalog.entries(of: id, pages).compactMap { entry in
        guard let heading = headings[entry.slug] else { return nil }
        return Diagnostic(
          .duplicateRoute,
          "this heading and `\(entry.path.text)` would both be at `\(page.address)#\(entry.slug)`",
          at: page.source.location(at: heading.place), help: "word the heading differently")
      }
    }
  }

  /// Takes out the embeds that cannot be.
  private func breakingEmbeds(
    _ links: [PageLinks], _ pages: [Page], _ catalog: PageCatalog
  ) -> ([PageLinks], [Diagnostic]) {
    var broken: [PageID: [Int]] = [:]
    var diagnostics: [Diagnostic] = []
    for problem in EmbedWalk(pages, links, shownTimes: shownTimes(catalog)).problems {
      let page = pages[problem.page]
      let place = page.source.location(at: page.parsed.references[problem.reference].place)
      func report(_ message: String) {
        diagnostics.append(
          Diagnostic(
            .embedTooLarge, message, at: place, help: "link to the page instead of embedding it"))
      }
      switch problem.kind {
      case .cycle(let parts):
        let chain = (parts + parts.prefix(1)).map { part in
          "`\(pages[part.page].path.reference)\(part.anchor.map { "#" + $0 } ?? "")`"
        }
        diagnostics.append(
          Diagnostic(
            .embedCycle, "this embed has no end: " + chain.joined(separator: " → "), at: place,
            help: "link to the page instead of embedding it"))
      case .tooDeep:
        report("with this embed more than \(EmbedWalk.depthLimit) pages stand in one another")
      case .tooLarge:
        let limit = EmbedWalk.sizeLimit >> 20
        report("with this embed the page would have more than \(limit) MiB of text")
      case .siteTooLarge:
        let limit = EmbedWalk.siteLimit >> 20
        report("with this embed all embeds of the site would have more than \(limit) MiB of text")
      case .alsoTooLarge: break
      }
      broken[problem.page, default: []].append(problem.reference)
    }
    var links = links
    for (page, references) in broken {
      links[page] = links[page].breaking(references, of: pages[page], catalog)
    }
    return (links, diagnostics)
  }

  /// How many pages name a page in their front matter, and so may show its text in a list.
  private func shownTimes(_ catalog: PageCatalog) -> [PageID: Int] {
    var times: [PageID: Int] = [:]
    for targets in catalog.fieldTargets {
      for target in targets.values { times[target, default: 0] += 1 }
    }
    return times
  }

  private func related(
    _ pages: [Page], _ catalog: PageCatalog, _ graph: LinkGraph,
    _ similarity: inout WordSimilarity, _ known: Site?
  ) -> [[RelatedPage]] {
    // Of a known site only pages near one whose links or words changed can have others now.
    var affected = known.map { similarity.update(from: $0.pages, to: pages) }
    let finder = RelatedPageFinder(
      pages: pages, graph: graph, topics: catalog.topics, similarity: similarity)
    if let known {
      affected?.formUnion(
        finder.affected(
          by: pages.indices.filter { graph.outgoing[$0] != known.graph.outgoing[$0] },
          before: known.graph))
    }
    let wanted = affected?.sorted() ?? Array(pages.indices)
    let found = wanted.concurrentMap(
      inPartsOf: Self.partSize, with: { CountTable(limit: pages.count) }
    ) { scores, id in
      let targets = catalog.fieldTargets[id]
      let named =
        targets.isEmpty
        ? [] : pages[id].record.texts("related").compactMap { targets[$0.range.lowerBound] }
      return finder.related(to: pages[id], named: named, scores: &scores)
    }
    var related = known?.related ?? Array(repeating: [], count: pages.count)
    for (id, pages) in zip(wanted, found) { related[id] = pages }
    return related
  }
}

extension Site {
  /// Whether these links point from page to page as they do here.
  fileprivate func hasGraph(of others: [PageLinks]) -> Bool {
    links.count == others.count
      && links.indices.allSatisfy { id in
        links[id] === others[id]
          || links[id].outgoing == others[id].outgoing
            && links[id].sentences == others[id].sentences
      }
  }

  /// The terms in the text of a page that is the same, under the same number, as it was here.
  fileprivate func mentions(_ parsed: ParsedPage, _ id: PageID) -> [TermMention]? {
    pages.indices.contains(id) && pages[id].parsed === parsed ? ownLinks[id].mentions : nil
  }
}
