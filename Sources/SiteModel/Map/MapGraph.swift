/// The nodes and edges of the site map: pages in groups, and the links between them.
///
/// A group is a topic, or a folder for pages without a topic. The map of a large site shows only the most
/// linked pages, so its size is bounded. Takes O(n log n) time in pages and links.
package struct MapGraph: Sendable, Hashable {
  /// A topic or folder with its pages.
  package struct Group: Sendable, Hashable {
    /// The page of the topic or folder.
    package let page: PageID
    /// The pages on the map, the most linked first.
    package fileprivate(set) var members: [PageID]
    /// The number of pages that are left out.
    package fileprivate(set) var folded: Int
  }

  /// A link between two pages on the map.
  package struct Line: Sendable, Hashable {
    /// The page that contains the link.
    package let from: PageID
    /// The page that the link leads to.
    package let to: PageID
  }

  /// The largest numbers of pages and groups on the map.
  static let pageLimit = 84
  static let groupLimit = 14
  /// The largest number of lines that start at a page.
  private static let linesPerPage = 3

  /// The groups, topics first.
  package private(set) var groups: [Group]
  /// Links between pages on the map, each pair once.
  package private(set) var lines: [Line]

  /// Selects the pages and links of the map.
  package init(_ site: Site) {
    let ranks = site.graph.backlinks.map(\.count)
    groups = Self.groups(site, ranks)
    Self.fold(&groups)
    let shown = Set(groups.flatMap(\.members))
    lines = Self.lines(site.graph, shown, groups.flatMap(\.members), ranks)
  }

  private static func groups(_ site: Site, _ ranks: [Int]) -> [Group] {
    var members: [PageID: [PageID]] = [:]
    let topicPages = Dictionary(
      site.topics.names.map { ($0, site.page(ofTopic: $0)?.id) },
      uniquingKeysWith: { first, _ in first })
    for page in site.pages
    where page.type.isContent && page.type.isShown(in: .maps) && !page.isUnlisted {
      let topic = site.topics.names(of: page.id).lazy.compactMap { topicPages[$0] ?? nil }.first
      guard let group = topic ?? site.section(of: page)?.id else { continue }
      members[group, default: []].append(page.id)
    }
    // Topics in the order of `waymark.yml`, then folders in path order.
    let topics = site.topics.all.compactMap { site.page(ofTopic: $0.name)?.id }
    let rest = members.keys.filter { !topics.contains($0) }.sorted()
    return (topics + rest).compactMap { group in
      members[group].map { pages in
        let sorted = pages.sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }
        return Group(page: group, members: sorted, folded: 0)
      }
    }
  }

  /// Removes the smallest groups, and limits all groups to the same number of pages.
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

  /// The links between pages on the map: for each page first the mutual links, then the links to the least
  /// linked pages, which are the most specific.
  private static func lines(
    _ graph: LinkGraph, _ shown: Set<PageID>, _ pages: [PageID], _ ranks: [Int]
  ) -> [Line] {
    var drawn: Set<Line> = []
    var lines: [Line] = []
    for page in pages {
      let targets = graph.outgoing[page].filter(shown.contains).map { other in
        (graph.outgoing[other].contains(page) ? 0 : 1, ranks[other], other)
      }.sorted { $0 < $1 }
      for (_, _, other) in targets.prefix(linesPerPage)
      where drawn.insert(Line(from: min(page, other), to: max(page, other))).inserted {
        lines.append(Line(from: page, to: other))
      }
    }
    return lines
  }
}
