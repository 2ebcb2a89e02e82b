/// What the map of a site shows: its pages in groups, and the links between them.
///
/// A group is a topic, or a folder for pages that are under none. Of a large site the pages that are
/// linked to most stand for the others, so that the picture can be read and costs the same however
/// large the site is. Choosing them is linear in pages and links but for sorting.
package struct MapGraph: Sendable, Hashable {
  package struct Group: Sendable, Hashable {
    /// The topic's or folder's page.
    package let page: PageID
    /// Those that are shown, the most linked to first.
    package fileprivate(set) var members: [PageID]
    /// How many are not.
    package fileprivate(set) var folded: Int
  }

  /// How many pages are shown at most, and how many groups.
  static let pageLimit = 84
  static let groupLimit = 14
  /// How many lines each page draws at most; those of others may end at it too.
  private static let linesPerPage = 3

  package private(set) var groups: [Group]
  /// Links between pages that are shown, each pair once.
  package private(set) var lines: [(PageID, PageID)]

  package init(_ site: Site) {
    let ranks = site.graph.backlinks.map(\.count)
    groups = Self.groups(site, ranks)
    Self.fold(&groups)
    let shown = Set(groups.flatMap(\.members))
    lines = Self.lines(site.graph, shown, groups.flatMap(\.members), ranks)
  }

  /// Whether a page is something that the map shows: terms are too many, and linked from everywhere.
  private static func isShown(_ page: Page) -> Bool { page.isContent && page.type != .term }

  private static func groups(_ site: Site, _ ranks: [Int]) -> [Group] {
    var members: [PageID: [PageID]] = [:]
    for page in site.pages where isShown(page) {
      let topic = page.record.texts("topics").lazy.compactMap { site.page(ofTopic: $0.text) }.first
      guard let group = topic ?? site.section(of: page) else { continue }
      members[group.id, default: []].append(page.id)
    }
    // The order of `waymark.yml`, then that of the folders.
    let topics = site.configuration.topics.compactMap { site.page(ofTopic: $0.name)?.id }
    let rest = members.keys.filter { !topics.contains($0) }.sorted()
    return (topics + rest).compactMap { group in
      members[group].map { pages in
        let sorted = pages.sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }
        return Group(page: group, members: sorted, folded: 0)
      }
    }
  }

  /// Leaves out the smallest groups, and of the others the pages that are linked to least, so that
  /// each keeps as many as the others.
  private static func fold(_ groups: inout [Group]) {
    if groups.count > groupLimit {
      let largest = groups.indices.sorted {
        (-groups[$0].members.count, $0) < (-groups[$1].members.count, $1)
      }
      groups = largest.prefix(groupLimit).sorted().map { groups[$0] }
    }
    var share = 0
    while groups.reduce(0, { $0 + min($1.members.count, share + 1) }) <= pageLimit,
      groups.contains(where: { $0.members.count > share })
    {
      share += 1
    }
    for index in groups.indices {
      groups[index].folded = max(0, groups[index].members.count - share)
      groups[index].members = Array(groups[index].members.prefix(share))
    }
  }

  /// For each page its links to others that are shown: first those that go both ways, then those to
  /// pages that are linked to least, since these say most.
  private static func lines(
    _ graph: LinkGraph, _ shown: Set<PageID>, _ pages: [PageID], _ ranks: [Int]
  ) -> [(PageID, PageID)] {
    var drawn: Set<[PageID]> = []
    var lines: [(PageID, PageID)] = []
    for page in pages {
      let targets = graph.outgoing[page].filter(shown.contains).map { other in
        (graph.outgoing[other].contains(page) ? 0 : 1, ranks[other], other)
      }.sorted { $0 < $1 }
      for (_, _, other) in targets.prefix(linesPerPage)
      where drawn.insert([min(page, other), max(page, other)]).inserted {
        lines.append((page, other))
      }
    }
    return lines
  }

  package static func == (left: MapGraph, right: MapGraph) -> Bool {
    left.groups == right.groups && left.lines.elementsEqual(right.lines, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(groups)
    for line in lines {
      hasher.combine(line.0)
      hasher.combine(line.1)
    }
  }
}
