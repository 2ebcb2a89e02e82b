import SiteModel
import Templates

/// The cards of a page, which other pages show.
///
/// They depend on the page's metadata only.
struct PageCards: Sendable {
  /// The card with the fields that every list shows.
  let plain: Value
  /// The entry on another page's small map, where links go one way and where they go both ways.
  let neighbors: (oneWay: Value, bothWays: Value)

  private static let neighborShape = Shape(["card", "both", "label"])
  private static let labelWidth = 14.5

  init(_ page: Page) {
    plain = Views.plainCard(page)
    guard Neighborhood.shows(page) else {
      neighbors = (.none, .none)
      return
    }
    let label = MapLabel(page.title, maxWidth: Self.labelWidth)
    let lines = Value.list(label.lines.map { .string($0) })
    func neighbor(_ card: Value, isBoth: Bool) -> Value {
      .record(Record(Self.neighborShape, [card, .bool(isBoth), lines]))
    }
    neighbors = (neighbor(plain, isBoth: false), neighbor(plain, isBoth: true))
  }
}
