import Text

/// A related page, and the reason.
package struct RelatedPage: Sendable, Hashable {
  /// The related page.
  package let page: PageID
  /// A topic that both pages have, if that is the reason.
  package let topic: String?
  /// Keywords that both pages have, the rarest first.
  package let words: [String]
}

/// Finds related pages: those that the author named, then those with the highest scores.
///
/// A common topic scores 3, a link between the pages 2, a page that both link to 1, and a common rare
/// keyword 2. Only a window of the pages of each topic is considered, so that finding the related pages of
/// all pages takes linear time.
struct RelatedPageFinder {
  private static let count = 3
  private static let window = 48

  let pages: [Page]
  let graph: LinkGraph
  let topics: TopicLists
  let similarity: WordSimilarity

  /// The related pages of a page, at most three.
  ///
  /// - `scores`: An empty counter for page ids, which is empty again afterwards.
  func related(
    to page: Page, named: [PageID], scores: inout CountTable
  ) -> [RelatedPage] {
    let named = named.prefix(Self.count).map { relation(page, $0) }
    guard named.count < Self.count, page.type.has(.findsRelated) else {
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
      guard place < wanted, !excluded.contains(other), pages[other].type.isShown(in: .related),
        !pages[other].isUnlisted
      else { return }
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

  /// The pages whose related pages can change after the links of `changed` pages changed.
  ///
  /// The related pages of a page depend on its links, on its backlinks, and on the backlinks of the pages
  /// that it links to.
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

  private func neighbors(of page: PageID, in list: [PageID]) -> ArraySlice<PageID> {
    guard list.count > 2 * Self.window else { return list[...] }
    let place = list.partitioningIndex { $0 >= page }
    return list[max(0, place - Self.window)..<min(list.count, place + Self.window)]
  }

  private func shared(_ page: Page, _ other: PageID) -> String? {
    topics.topics[page.id].first { topics.topics[other].contains($0) }.map { topics.names[$0] }
  }
}
