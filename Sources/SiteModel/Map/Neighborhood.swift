/// The pages that a small map shows round a page: those that link to it and those that it links to.
///
/// O(links of the page); what goes both ways comes first, then what is linked to most.
package struct Neighborhood: Sendable {
  package struct Neighbor: Sendable, Hashable {
    package let page: PageID
    package let isLinkedBothWays: Bool
  }

  /// How many are shown on each side.
  private static let count = 4
  /// How many links of a page are looked at.
  private static let window = 64

  /// The pages before this one: those that only link here.
  package let before: [Neighbor]
  /// The pages after it: those that it links to, or both.
  package let after: [Neighbor]

  /// The pages among which it chose.
  package let candidates: [PageID]

  /// Whether a page stands on small maps.
  package static func shows(_ page: Page) -> Bool { page.isContent && page.type != .term }

  package init(of page: PageID, in site: Site) {
    let graph = site.graph
    let incoming = graph.backlinks[page].prefix(Self.window).map(\.page)
    let outgoing = graph.outgoing[page].prefix(Self.window)
    candidates = incoming + outgoing
    func best(_ pages: some Sequence<PageID>) -> [PageID] {
      let counted = pages.filter { Self.shows(site.pages[$0]) }
        .map { (count: graph.backlinks[$0].count, page: $0) }
      return counted.sorted { $0.count == $1.count ? $0.page < $1.page : $0.count > $1.count }
        .prefix(Self.count).map(\.page)
    }
    let mutual = best(outgoing.filter(incoming.contains))
    let forth = best(outgoing.filter { !incoming.contains($0) })
    after = (mutual + forth).prefix(Self.count).map { other in
      Neighbor(page: other, isLinkedBothWays: incoming.contains(other))
    }
    before = best(incoming.filter { !outgoing.contains($0) }).map { other in
      Neighbor(page: other, isLinkedBothWays: false)
    }
  }
}
