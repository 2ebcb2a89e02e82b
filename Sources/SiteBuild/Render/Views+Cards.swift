import SiteModel
import Templates

/// What other pages show of a page; it says what the page's head says.
struct PageCards: Sendable {
  /// The page in short.
  let plain: Value
  /// The page on the small map of one that it is linked with one way, and both ways.
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

extension Views {
  private static let cardFields = [
    "title", "url", "type", "type_label", "description", "definition", "answer", "reason",
    "sentence", "updated", "count", "slug", "earlier_slugs", "aliases", "used_in", "where", "link",
    "kind", "cost",
    "disclosure",
  ]
  private static let cardShape = Shape(cardFields)

  /// What every card says of a page; the other fields are what some lists add.
  fileprivate static func plainCard(_ page: Page) -> Value {
    .record(
      Record(
        cardShape,
        [
          .string(page.title), .string(page.address), .string(page.type.name),
          .string(page.type.label), Value(page.record.text("description")),
          Value(page.record.text("definition")), Value(page.record.text("answer")),
        ]))
  }

  /// Another page in short; `extras` adds what only some lists show.
  func card(_ id: PageID, _ extras: KeyValuePairs<String, Value> = [:]) -> Value {
    trace.note(.head, id)
    let plain = pageCards[id].plain
    guard !extras.isEmpty, case .record(let record) = plain else { return plain }
    return .record(Record(record, replacing: extras))
  }

  func cards(_ ids: some Sequence<PageID>) -> Value { .list(ids.map { card($0) }) }
}
