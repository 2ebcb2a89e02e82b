import Concurrency
import Diagnostics
import Markdown

/// Links parsed pages to a site.
///
/// The steps, in order:
///
/// 1. Withhold pages that cannot be read, drafts and pages with a future date, and add generated pages.
/// 2. Assign addresses, and build the page catalog.
/// 3. Resolve all references.
/// 4. Derive backlinks and related pages.
///
/// Valid parts of an earlier site are reused: the catalog while no metadata changes, and the links of a page
/// while its text does not change.
package struct SiteLinker {
  /// Which pages are published.
  package struct Options: Sendable {
    /// Whether drafts are published.
    package var includesDrafts = false
    /// Whether pages with a future date are published.
    package var includesFuture = false
    /// The day of the build.
    ///
    /// Pages with a later date are left out by default.
    package var day: CalendarDate

    /// The default options for a day.
    package init(day: CalendarDate) {
      self.day = day
    }
  }

  /// The largest number of broken links that are reported for a page.
  private static let brokenLinkLimit = 100
  /// The number of pages that share a `CountTable`.
  private static let partSize = 256

  private let configuration: SiteConfiguration
  private let options: Options
  private let files: [ContentPath]
  private let outputs: [ContentPath]
  private let unread: [ContentPath]

  /// Prepares linking.
  ///
  /// - `files`: Static files under `content/`.
  /// - `outputs`: Other files of the built site.
  /// - `unread`: Files and folders under `content/` that could not be read.
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

  /// Links pages in any order.
  ///
  /// Linear in pages and links; most steps run on all cores.
  ///
  /// - `earlier`: The previous site of this linker with the same options, for reuse.
  package func link(_ parsed: [ParsedPage], after earlier: Site? = nil) -> Site {
    let (pages, unpublished, catalog) = arranged(parsed, earlier)
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
    diagnostics += linkDiagnostics(found, pages, resolver)
    diagnostics += entryClashes(pages, catalog)
    let (links, embedDiagnostics) = breakingEmbeds(found, pages, catalog)
    diagnostics += embedDiagnostics

    let graph = known.flatMap { $0.hasGraph(of: links) ? $0.graph : nil } ?? LinkGraph(links)
    var similarity = earlierSimilarity
    let related = related(pages, catalog, graph, &similarity, known)
    return Site(
      pages: pages, unpublished: unpublished, catalog: catalog, ownLinks: found, links: links,
      graph: graph, related: related, similarity: similarity, files: files,
      withheld: unpublished.map { WithheldPage($0, options) }
        + unread.filter(\.isMarkdown).map(WithheldPage.init),
      diagnostics: diagnostics)
  }

  // MARK: Steps

  /// The published pages with addresses in the order of their places, the unpublished pages, and the catalog.
  private func arranged(
    _ parsed: [ParsedPage], _ earlier: Site?
  ) -> (pages: [Page], unpublished: [ParsedPage], catalog: PageCatalog) {
    let (shown, unpublished) = divided(parsed.inPlaceOrder)
    let unique = UniquePlaces(shown)
    let published = unique.pages
    if let earlier, unique.diagnostics.isEmpty, isUnchanged(earlier, unpublished: unpublished),
      let pages = replaced(published, in: earlier)
    {
      return (pages, unpublished, earlier.catalog)
    }
    let placed = PlacedPages(
      GeneratedPages(configuration).completing(published), at: configuration.address)
    let catalog = PageCatalog(
      configuration, placed, unpublished: unpublished, files: files, outputs: outputs,
      unread: unread, clashes: unique.diagnostics)
    return (placed.pages, unpublished, catalog)
  }

  private func isUnchanged(_ earlier: Site, unpublished: [ParsedPage]) -> Bool {
    earlier.configuration.source.bytes == configuration.source.bytes
      && earlier.configuration.strings == configuration.strings && earlier.files == files
      && earlier.catalog.givenOutputs == outputs && earlier.catalog.unread.paths == unread
      && earlier.unpublished.map(\.metadataFingerprint) == unpublished.map(\.metadataFingerprint)
  }

  /// The earlier pages with new texts; `nil` if the list of pages or the metadata of a page changed.
  private func replaced(_ published: [ParsedPage], in earlier: Site) -> [Page]? {
    var pages = earlier.pages
    var next = 0
    for index in pages.indices {
      let old = pages[index].parsed
      if next < published.count, published[next].path == old.path {
        if published[next] !== old {
          guard published[next].metadataFingerprint == old.metadataFingerprint else { return nil }
          pages[index] = Page(pages[index], with: published[next])
        }
        next += 1
      } else if !old.isGenerated {
        return nil
      }
    }
    return next == published.count ? pages : nil
  }

  private func divided(
    _ parsed: [ParsedPage]
  ) -> (published: [ParsedPage], unpublished: [ParsedPage]) {
    let isShown = parsed.concurrentMap { [options] page in
      WithheldPage.reason(for: page, options) == nil
    }
    let pages = zip(parsed, isShown)
    return (pages.filter(\.1).map(\.0), pages.filter { !$0.1 }.map(\.0))
  }

  /// The diagnostics for broken links.
  private func linkDiagnostics(
    _ links: [PageLinks], _ pages: [Page], _ resolver: LinkResolver
  ) -> [Diagnostic] {
    let made = LinkDiagnostics(resolver, options)
    var diagnostics: [Diagnostic] = []
    for (id, name, failure) in resolver.catalog.fieldFailures {
      diagnostics.append(made.diagnostic(failure, name, in: pages[id]))
    }
    let broken = pages.filter { !links[$0.id].failures.isEmpty }
    let found = broken.concurrentMap { page in
      // The number is limited because a diagnostic takes time in proportion to the length of its line.
      links[page.id].failures.prefix(Self.brokenLinkLimit).map { index, failure in
        made.diagnostic(failure, page.parsed.references[index], in: page)
      }
    }
    return diagnostics + found.flatMap(\.self)
  }

  /// Reports headings on the page of a folder that have the anchor of an entry.
  private func entryClashes(_ pages: [Page], _ catalog: PageCatalog) -> [Diagnostic] {
    catalog.children.keys.sorted().flatMap { id -> [Diagnostic] in
      let page = pages[id]
      guard page.type.structure == .section, !page.parsed.outline.isEmpty else { return [] }
      let headings = Dictionary(
        page.parsed.outline.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
      return catalog.entries(of: id, pages).compactMap { entry in
        guard let heading = headings[entry.slug] else { return nil }
        return Diagnostic(
          .duplicateRoute,
          "this heading and `\(entry.path.text)` have the same address `\(page.address)#\(entry.slug)`",
          at: page.source.location(at: heading.place), help: "change the heading"
        ).limited(to: .warning)
      }
    }
  }

  /// Breaks and reports invalid embeds.
  private func breakingEmbeds(
    _ links: [PageLinks], _ pages: [Page], _ catalog: PageCatalog
  ) -> ([PageLinks], [Diagnostic]) {
    var broken: [PageID: [Int]] = [:]
    var diagnostics: [Diagnostic] = []
    for embed in EmbedWalk(pages, links, shownTimes: shownTimes(catalog)).invalidEmbeds {
      let page = pages[embed.page]
      let place = page.source.location(at: page.parsed.references[embed.reference].place)
      func report(_ message: String) {
        diagnostics.append(
          Diagnostic(
            .embedTooLarge, message, at: place, help: "link to the page instead of embedding it"))
      }
      switch embed.kind {
      case .cycle(let parts):
        let chain = (parts + parts.prefix(1)).map { part in
          "`\(pages[part.page].reference)\(part.anchor.map { "#" + $0 } ?? "")`"
        }
        diagnostics.append(
          Diagnostic(
            .embedCycle, "this embed includes itself: " + chain.joined(separator: " → "), at: place,
            help: "link to the page instead of embedding it"))
      case .tooDeep:
        report("with this embed, embeds are nested more than \(EmbedWalk.depthLimit) levels deep")
      case .tooLarge:
        let limit = EmbedWalk.sizeLimit >> 20
        report("with this embed, the page has more than \(limit) MiB of text")
      case .siteTooLarge:
        let limit = EmbedWalk.siteLimit >> 20
        report("with this embed, the embeds of the site have more than \(limit) MiB of text")
      case .alsoTooLarge: break
      }
      broken[embed.page, default: []].append(embed.reference)
    }
    var links = links
    for (page, references) in broken {
      links[page] = links[page].breaking(references, of: pages[page], catalog)
    }
    return (links, diagnostics)
  }

  /// For each page, how many pages name it in their front matter, and so could show its text.
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
    // Only pages near a page with changed links or keywords can have different related pages.
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
  /// Whether other links would give the same graph.
  fileprivate func hasGraph(of others: [PageLinks]) -> Bool {
    links.count == others.count
      && links.indices.allSatisfy { id in
        links[id] === others[id]
          || links[id].outgoing == others[id].outgoing
            && links[id].firstReferences == others[id].firstReferences
      }
  }

  /// The mentions on a page that has the same id and the same text in this site.
  fileprivate func mentions(_ parsed: ParsedPage, _ id: PageID) -> [TermMention]? {
    pages.indices.contains(id) && pages[id].parsed === parsed ? ownLinks[id].mentions : nil
  }
}
