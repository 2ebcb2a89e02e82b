import Diagnostics

/// The part of a scale that an item of a picture covers.
package struct FigureSpan: Sendable, Hashable {
  package let from: Int
  package let to: Int

  /// The span of an item; `nil` where it has none, or none that can be drawn.
  package init?(_ item: FieldValues) {
    guard let from = item.integer("from"), let to = item.integer("to"), from >= 0, from < to,
      to <= FigureData.largestNumber
    else { return nil }
    self.from = from
    self.to = to
  }
}

/// What a picture is drawn from, within bounds: it is drawn anew on every page that embeds it.
package enum FigureData {
  /// More would be no picture.
  static let itemLimit = 40
  /// A hundred years in months; scales end there.
  static let largestNumber = 1200
  /// About the most bytes that a drawing puts round the texts of an item.
  private static let bytesPerItem = 1 << 10

  /// The items that are drawn.
  package static func items(of page: ParsedPage) -> ArraySlice<FieldValues> {
    page.record.records("items").prefix(itemLimit)
  }

  /// About how many bytes the drawing of a page takes; 0 for a page without one.
  static func size(of page: ParsedPage) -> Int {
    page.type == .figure ? page.source.bytes.count + items(of: page).count * bytesPerItem : 0
  }

  /// What is wrong with a picture's front matter.
  static func problems(_ record: FieldValues, in source: SourceText) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    func report(_ message: String, _ range: Range<Int>?, help: String) {
      let location = range.map { source.location(of: $0) } ?? source.location
      problems.append(Diagnostic(.figureData, message, at: location, help: help))
    }
    if record.range(of: "drawing") == nil {
      report(
        "this picture does not say how it is drawn", nil,
        help: "name a template of `figures/`, such as `drawing: timeline`")
    }
    let items = record.records("items")
    let range = record.range(of: "items")
    if items.isEmpty {
      report(
        "this picture has nothing to draw", range, help: "give it `items`, each with a `label`")
    }
    if items.count > itemLimit {
      report(
        "\(items.count) items; a picture may have \(itemLimit)", range, help: "divide the picture")
    }
    for (index, item) in items.prefix(itemLimit).enumerated()
    where item.range(of: "label") == nil && item.range(of: "page") == nil {
      report(
        "item \(index + 1) has no name", item.names.first.flatMap { item.range(of: $0) } ?? range,
        help: "give it a `label`, or a `page`, whose title is then its name")
    }
    for item in items.prefix(itemLimit) where FigureSpan(item) == nil {
      guard let range = item.range(of: "to") ?? item.range(of: "from") else { continue }
      report(
        "this is no span from a smaller to a larger number", range,
        help: "give both `from` and `to`, between 0 and \(largestNumber)")
    }
    return problems
  }
}
