import SiteModel
import Templates

/// The map of the site as values for templates.
extension Views {
  private static let fontSize = 14.0
  private static let nameSize = 16.0
  private static let labelWidths = [10.0, 12, 14, 17]
  private static let nameWidths = [12.0, 16]

  /// The value of the map: its pages in groups, the lines between them, and the types of pages on it.
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
          widths: isName ? Self.nameWidths : Self.labelWidths)
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
    let links = graph.lines.compactMap { line in
      places[line.from].flatMap { from in places[line.to].map { (from, $0) } }
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
    page(group.page).isHome ? configuration.title : page(group.page).title
  }

  /// The types of the pages on the map, as `kind` and `label`, in the order of `ContentTypes.all`.
  private func kinds(_ ids: [PageID], _ items: [MapLayout.Item]) -> Value {
    let shown = Set(zip(ids, items).filter { !$1.isName }.map { page($0.0).type.name })
    return .list(
      configuration.types.all.filter { shown.contains($0.name) }.map {
        .record(
          Record([
            ("kind", .string($0.name)), ("label", .string(strings.label(of: $0))),
            ("sign", .string($0.baseName)),
          ]))
      })
  }
}

/// Converts a map with a computed layout to values for its template.
private struct MapDrawing {
  let views: Views
  let ids: [PageID]
  let items: [MapLayout.Item]
  let labels: [MapLabel]
  let points: [MapLayout.Point]
  let links: [(Int, Int)]

  private static let lineShape = Shape(["x1", "y1", "x2", "y2", "from", "to"])

  func line(_ from: Int, _ to: Int) -> Value {
    let (start, end) = (points[from], points[to])
    return .record(
      Record(
        Self.lineShape,
        [.int(start.x), .int(start.y), .int(end.x), .int(end.y), .int(from), .int(to)]))
  }

  /// The name and the pages of a group, and the number of its pages that are left out.
  func group(_ group: MapGraph.Group, number: Int) -> Value {
    let places = items.indices.filter { items[$0].group == number }
    return .record(
      Record([
        ("name", places.first.map { place($0) } ?? .none),
        ("pages", .list(places.dropFirst().map { place($0) })), ("folded", .int(group.folded)),
      ]))
  }

  private static let placeShape = Shape([
    "x", "y", "width", "card", "label", "number", "linked", "sign",
  ])

  private func place(_ index: Int) -> Value {
    let linked = links.compactMap { $0.0 == index ? $0.1 : $0.1 == index ? $0.0 : nil }
    return .record(
      Record(
        Self.placeShape,
        [
          .int(points[index].x), .int(points[index].y), .int(items[index].width),
          views.card(ids[index]), .list(labels[index].lines.map { .string($0) }),
          .int(index), .list(linked.map { .int($0) }),
          .string(views.page(ids[index]).type.baseName),
        ]))
  }
}
