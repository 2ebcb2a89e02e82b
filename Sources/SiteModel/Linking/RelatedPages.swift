import Text

/// A page worth reading beside another, and why.
package struct RelatedPage: Sendable, Hashable {
  package let page: PageID
  /// A topic that both are about, where that is the reason.
  package let topic: String?
  /// Words that both say often, those that fewest other pages say first.
  package let words: [String]
}

/// Chooses related pages: those the author named, then those with most in common.
///
/// A topic in common counts 3, a link between the two 2, a page that both link to 1, a word that both
/// say often and few others do 2. Only a window of each topic's pages is considered, so that the cost is
/// linear in the number of pages.
struct RelatedPageFinder {
  private static let count = 3
  private static let window = 48

  let pages: [Page]
  let graph: LinkGraph
  let topics: TopicLists
  let similarity: WordSimilarity

  /// `scores` is memory to work in, for as many numbers as there are pages; it comes and goes empty.
  func related(
    to page: Page, named: [PageID], scores: inout CountTable
  ) -> [RelatedPage] {
    let named = named.prefix(Self.count).map { relation(page, $0) }
    guard named.count < Self.count, [.article, .faq, .table].contains(page.type) else {
      return named
    }
    defer { scores.removeAll() }
    for topic in topics.topics[page.id] {
      for other in neighbors(of: page.id, in: topics.pages[topic]) {
        scores.add(other, 3)
      }
    }
    for other in graph.outgoing[page.id] {
      scores.add(other, 2)
      for backlink in graph.backlinks[other].prefix(Self.window) {
        scores.add(backlink.page, 1)
      }
    }
    for backlink in graph.backlinks[page.id].prefix(Self.window) {
      scores.add(backlink.page, 2)
    }
    similarity.forEachPage(like: page) { scores.add($0, 2) }
    let excluded = [page.id] + named.map(\.page)
    var best: [(score: Int, page: PageID)] = []
    let wanted = Self.count - named.count
    scores.forEach { other, score in
      guard score > 2, best.count < wanted || score >= best[wanted - 1].score else { return }
      let place = best.firstIndex { ($0.score, other) < (score, $0.page) } ?? best.count
      guard place < wanted, !excluded.contains(other), isCandidate(other) else { return }
      best.insert((score, other), at: place)
      if best.count > wanted { best.removeLast() }
    }
    return named + best.map { relation(page, $0.page) }
  }

  private func relation(_ page: Page, _ other: PageID) -> RelatedPage {
    let topic = shared(page, other)
    return RelatedPage(
      page: other, topic: topic,
      words: topic == nil ? similarity.shared(page, pages[other]) : [])
  }

  /// The pages whose related pages may be others after the links of `changed` pages changed.
  ///
  /// A page reads its own links, who links to it, and who else links to what it links to.
  func affected(by changed: [PageID], before earlier: LinkGraph) -> Set<PageID> {
    var affected: Set<PageID> = []
    for page in changed {
      affected.insert(page)
      for graph in [graph, earlier] {
        for other in graph.outgoing[page] {
          affected.insert(other)
          for backlink in graph.backlinks[other] { affected.insert(backlink.page) }
        }
      }
    }
    return affected
  }

  private func isCandidate(_ id: PageID) -> Bool {
    switch pages[id].type {
    case .article, .faq, .table, .checklist: true
    default: false
    }
  }

  private func neighbors(of page: PageID, in list: [PageID]) -> ArraySlice<PageID> {
    guard list.count > 2 * Self.window else { return list[...] }
    let place = list.partitioningIndex { $0 >= page }
    return list[max(0, place - Self.window)..<min(list.count, place + Self.window)]
  }

  private func shared(_ page: Page, _ other: PageID) -> String? {
    topics.topics[page.id].first { topics.topics[other].contains($0) }.map { topics.names[$0] }
  }
}
