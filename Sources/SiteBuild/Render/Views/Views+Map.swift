import SiteModel
import Templates

/// The map of the site, and the small map of a page, as values for templates.
extension Views {
  private static let fontSize = 14.0
  private static let nameSize = 16.0
  private static let labelWidth = 10.0
  private static let nameWidth = 12.0
  private static let neighborhoodShape = Shape(["before", "after"])

  /// The map: its pages by group, the lines between them, and the types of pages on it.
  func map() -> Value {
    let graph = mapGraph
    var ids: [PageID] = []
    var items: [MapLayout.Item] = []
    var labels: [MapLabel] = []
    for (number, group) in graph.groups.enumerated() {
      for (place, id) in ([group.page] + group.members).enumerated() {
        let isName = place == 0
        let label = MapLabel(
          isName ? name(of: group) : page(id).title,
          maxWidth: isName ? Self.nameWidth : Self.labelWidth)
        let size = isName ? Self.nameSize * 1.06 : Self.fontSize
        ids.append(id)
        labels.append(label)
        items.append(
          MapLayout.Item(
            width: max(28, Int((label.width * size).rounded(.up))), group: number, isName: isName))
      }
    }
    var places: [PageID: Int] = [:]
    for (place, id) in ids.enumerated() where !items[place].isName { places[id] = place }
    let links = graph.lines.compactMap { from, to in
      places[from].flatMap { from in places[to].map { (from, $0) } }
    }
    let layout = MapLayout(items, links: links)
    let drawing = MapDrawing(
      views: self, ids: ids, items: items, labels: labels, points: layout.points, links: links)
    return .record(
      Record([
        ("width", .int(MapLayout.width)), ("height", .int(layout.height)),
        ("lines", .list(links.map(drawing.line))), ("kinds", kinds(ids, items)),
        ("groups", .list(graph.groups.enumerated().map { drawing.group($1, number: $0) })),
      ]))
  }

  private func name(of group: MapGraph.Group) -> String {
    page(group.page).type == .home ? configuration.title : page(group.page).title
  }

  /// The types of pages on the map, in the order of `ContentType.all`: kind, label.
  private func kinds(_ ids: [PageID], _ items: [MapLayout.Item]) -> Value {
    let shown = Set(zip(ids, items).filter { !$1.isName }.map { page($0.0).type.name })
    return .list(
      ContentType.all.filter { shown.contains($0.name) }.map {
        .record(Record([("kind", .string($0.name)), ("label", .string($0.label))]))
      })
  }

  /// The pages before and after an article or a question.
  func neighborhood(_ page: Page) -> Value {
    guard [.article, .faq].contains(page.type) else { return .none }
    let found = neighborhood(of: page.id)
    guard !found.before.isEmpty || !found.after.isEmpty else { return .none }
    func side(_ neighbors: [Neighborhood.Neighbor]) -> Value {
      .list(
        neighbors.map { neighbor in
          let cards = pageCards[neighbor.page].neighbors
          return neighbor.isLinkedBothWays ? cards.bothWays : cards.oneWay
        })
    }
    return .record(Record(Self.neighborhoodShape, [side(found.before), side(found.after)]))
  }
}

/// A map whose layout is known, as values for its template.
private struct MapDrawing {
  let views: Views
  let ids: [PageID]
  let items: [MapLayout.Item]
  let labels: [MapLabel]
  let points: [MapLayout.Point]
  let links: [(Int, Int)]

  private static let lineShape = Shape(["x1", "y1", "x2", "y2"])

  func line(_ from: Int, _ to: Int) -> Value {
    let (from, to) = (points[from], points[to])
    return .record(
      Record(Self.lineShape, [.int(from.x), .int(from.y), .int(to.x), .int(to.y)]))
  }

  /// The name and the pages of a group, and the number of pages that the map leaves out.
  func group(_ group: MapGraph.Group, number: Int) -> Value {
    let places = items.indices.filter { items[$0].group == number }
    return .record(
      Record([
        ("name", places.first.map { place($0) } ?? .none),
        ("pages", .list(places.dropFirst().map { place($0) })), ("folded", .int(group.folded)),
      ]))
  }

  private static let placeShape = Shape(["x", "y", "width", "card", "label", "lines"])

  private func place(_ index: Int) -> Value {
    let own = items[index].isName ? [] : links.filter { $0.0 == index || $0.1 == index }
    return .record(
      Record(
        Self.placeShape,
        [
          .int(points[index].x), .int(points[index].y), .int(items[index].width),
          views.card(ids[index]), .list(labels[index].lines.map { .string($0) }),
          .list(own.map { line($0.0, $0.1) }),
        ]))
  }
}
