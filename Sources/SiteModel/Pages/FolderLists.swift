/// The pages that the page of each folder lists.
struct FolderLists {
  private(set) var children: [PageID: [PageID]] = [:]
  /// The position of each page in the list of its folder; 0 for pages that no folder lists.
  private(set) var positions: [Int]

  /// Sorts pages by `order`, then by title.
  ///
  /// A glossary sorts terms by title only.
  init(_ pages: [Page]) {
    positions = Array(repeating: 0, count: pages.count)
    var sections: [String: PageID] = [:]
    for page in pages where page.place.isIndex { sections[page.place.folder] = page.id }
    for page in pages where page.isListed {
      guard let section = sections[page.place.parent] else { continue }
      children[section, default: []].append(page.id)
    }
    for (section, entries) in children {
      let keyed = entries.map { id in
        let page = pages[id]
        let order = page.type.has(.term) ? nil : page.record.integer("order")
        return (order: order ?? .max, title: page.title.lowercased(), id: id)
      }
      children[section] = keyed.sorted { ($0.order, $0.title, $0.id) < ($1.order, $1.title, $1.id) }
        .map(\.id)
      for (position, id) in (children[section] ?? []).enumerated() { positions[id] = position }
    }
  }
}
