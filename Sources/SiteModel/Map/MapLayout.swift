/// The positions of labels on a map: linked pages are close together, and labels do not overlap.
///
/// A force-directed layout (Fruchterman and Reingold, 1991) runs for a fixed number of steps from fixed
/// start positions. Then every label moves to the nearest free position in a grid of rows. The layout is
/// the same on every machine, because it uses only operations that IEEE 754 defines exactly. O(n²) in the
/// number of labels, which is bounded.
package struct MapLayout: Sendable {
  /// A label on the map.
  package struct Item: Sendable, Hashable {
    /// The width in pixels.
    package var width: Int
    /// The number of the group.
    ///
    /// Items of a group attract each other.
    package var group: Int
    /// Whether the label is the name of the group.
    package var isName: Bool

    /// A label with its width in pixels.
    package init(width: Int, group: Int, isName: Bool) {
      self.width = width
      self.group = group
      self.isName = isName
    }
  }

  /// A position in pixels.
  package struct Point: Sendable, Hashable {
    /// The distance from the left edge of the map.
    package var x: Int
    /// The distance from the top edge of the map.
    package var y: Int
  }

  /// The width of the map in pixels.
  package static let width = 960
  /// The height of a row in pixels.
  package static let rowHeight = 74
  /// The smallest gap between two labels in pixels.
  private static let gap = 10
  private static let steps = 150

  /// The center of each item, in the order of the items.
  package private(set) var points: [Point] = []
  /// The height of the map in pixels.
  package private(set) var height = 0

  /// Computes the layout.
  ///
  /// - `links`: Pairs of indices in `items`.
  package init(_ items: [Item], links: [(Int, Int)]) {
    guard !items.isEmpty else { return }
    let area = items.reduce(0) { $0 + $1.width + 3 * Self.gap }
    let rows = max(1, (area * 4 / 3 + Self.width - 1) / Self.width)
    var forces = MapForces(items, links: links)
    forces.run(steps: Self.steps)
    place(items, forces.unitPlaces(), rows: rows)
  }

  /// Moves every item to the nearest free position, the names of groups first.
  private mutating func place(_ items: [Item], _ wanted: [(x: Double, y: Double)], rows: Int) {
    points = items.map { _ in Point(x: 0, y: 0) }
    var taken: [[Range<Int>]] = Array(repeating: [], count: rows)
    let order = items.indices.sorted {
      (items[$0].isName ? 0 : 1, $0) < (items[$1].isName ? 0 : 1, $1)
    }
    for index in order {
      let width = min(items[index].width, Self.width) + Self.gap
      let x = Int((wanted[index].x * Double(Self.width)).rounded()) - width / 2
      let row = Int(wanted[index].y * Double(rows))
      var best: (cost: Int, row: Int, x: Int)?
      for candidate in taken.indices {
        guard let free = Self.nearestFree(x, width, in: taken[candidate]) else { continue }
        let cost = abs(free - x) + abs(candidate - row) * Self.rowHeight
        if best.map({ cost < $0.cost }) ?? true { best = (cost, candidate, free) }
      }
      // A new row always has a free position.
      if best == nil { taken.append([]) }
      let found = best ?? (0, taken.count - 1, max(0, min(x, Self.width - width)))
      let range = found.x..<found.x + width
      let place = taken[found.row].firstIndex { $0.lowerBound > range.lowerBound }
      taken[found.row].insert(range, at: place ?? taken[found.row].count)
      points[index] = Point(
        x: found.x + width / 2, y: found.row * Self.rowHeight + Self.rowHeight / 2)
    }
    height = taken.count * Self.rowHeight
  }

  /// The free position in a row that is nearest to `x` and has the width.
  private static func nearestFree(_ x: Int, _ width: Int, in taken: [Range<Int>]) -> Int? {
    var best: Int?
    var start = 0
    for end in taken.map(\.lowerBound) + [Self.width] {
      if end - start >= width {
        let place = max(start, min(x, end - width))
        if best.map({ abs(place - x) < abs($0 - x) }) ?? true { best = place }
      }
      if let next = taken.first(where: { $0.lowerBound == end }) { start = next.upperBound }
    }
    return best
  }
}

/// The force simulation, in the unit square.
private struct MapForces {
  private let items: [MapLayout.Item]
  private let links: [(Int, Int)]
  private var places: [SIMD2<Double>]
  /// The index of the name of each group.
  private let names: [Int: Int]
  /// The ideal length of an edge.
  private let rest: Double

  init(_ items: [MapLayout.Item], links: [(Int, Int)]) {
    self.items = items
    self.links = links
    let count = Double(items.count)
    rest = (1 / count).squareRoot()
    // A low-discrepancy sequence (Roberts, 2018) spreads the groups evenly.
    places = items.map { Self.even(Double($0.group)) }
    for index in items.indices where !items[index].isName {
      places[index] += (Self.even(Double(index)) - 0.5) * 0.2
    }
    names = Dictionary(
      items.indices.filter { items[$0].isName }.map { (items[$0].group, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func even(_ number: Double) -> SIMD2<Double> {
    let turns = number * SIMD2(0.7548776662466927, 0.5698402909980532)
    return turns - turns.rounded(.down)
  }

  mutating func run(steps: Int) {
    for step in 0..<steps { move(by: 0.12 * Double(steps - step) / Double(steps)) }
  }

  /// One step: all items repel each other; links and groups attract.
  private mutating func move(by limit: Double) {
    var shifts = pushes()
    func pull(_ i: Int, _ j: Int, _ weight: Double) {
      let apart = places[i] - places[j]
      let force = weight * (apart * apart).sum().squareRoot() / rest
      shifts[i] -= apart * force
      shifts[j] += apart * force
    }
    for (i, j) in links { pull(i, j, items[i].group == items[j].group ? 0.5 : 0.12) }
    for i in items.indices where !items[i].isName {
      if let name = names[items[i].group] { pull(i, name, 1.5) }
    }
    for i in items.indices {
      shifts[i] -= (places[i] - 0.5) * 0.4
      let length = max((shifts[i] * shifts[i]).sum().squareRoot(), 1e-9)
      let step = min(length, limit) / length
      places[i] += shifts[i] * step
    }
  }

  /// The repulsion between all items, which takes most of the time of a layout.
  private func pushes() -> [SIMD2<Double>] {
    let areas = (near: rest * rest, names: 8 * rest * rest)
    let isName = items.map(\.isName)
    var shifts = [SIMD2<Double>](repeating: .zero, count: places.count)
    for i in places.indices {
      var own = shifts[i]
      for j in (i + 1)..<places.count {
        let apart = places[i] - places[j]
        let square = max((apart * apart).sum(), 1e-6)
        // The names of groups repel each other more.
        let push = (isName[i] && isName[j] ? areas.names : areas.near) / square
        own += apart * push
        shifts[j] -= apart * push
      }
      shifts[i] = own
    }
    return shifts
  }

  /// The positions, stretched to fill the unit square evenly.
  func unitPlaces() -> [(x: Double, y: Double)] {
    let across = Self.spread(places.map(\.x))
    let down = Self.spread(places.map(\.y))
    return items.indices.map { (across[$0], down[$0]) }
  }

  /// The mean of value and rank, which leaves no empty areas and keeps neighbors together.
  private static func spread(_ values: [Double]) -> [Double] {
    guard values.count > 1, let low = values.min(), let high = values.max(), high > low else {
      return values.map { _ in 0.5 }
    }
    var result = values.map { ($0 - low) / (high - low) / 2 }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    for (rank, index) in order.enumerated() {
      result[index] += Double(rank) / Double(values.count - 1) / 2
    }
    return result.map { 0.02 + $0 * 0.96 }
  }
}
