import Diagnostics

/// The part of a picture's scale that an item covers, such as months 6 to 12 of a timeline.
package struct FigureSpan: Sendable, Hashable {
  /// The start of the span, from 0.
  package let from: Int
  /// The end of the span, greater than `from` and at most `FigureData.largestNumber`.
  package let to: Int

  /// The span of an item; `nil` if it has none, or an invalid one.
  package init?(_ item: FieldValues) {
    guard let from = item.integer("from"), let to = item.integer("to"), from >= 0, from < to,
      to <= FigureData.largestNumber
    else { return nil }
    self.from = from
    self.to = to
  }
}

/// The data of a picture, and its limits: a picture is drawn again on every page that embeds it.
package enum FigureData {
  /// The largest number of items in a picture.
  static let itemLimit = 40
  /// The end of a scale: a hundred years in months.
  static let largestNumber = 1200
  /// An estimate of the markup of an item in bytes.
  private static let bytesPerItem = 1 << 10

  /// The items that are drawn, at most `itemLimit`.
  package static func items(of page: ParsedPage) -> ArraySlice<FieldValues> {
    page.records(.items).prefix(itemLimit)
  }

  /// The estimated size of the drawing in bytes; 0 for pages that are no pictures.
  static func size(of page: ParsedPage) -> Int {
    page.type.fieldName(.items) != nil
      ? page.source.bytes.count + items(of: page).count * bytesPerItem : 0
  }

  /// Reports missing and invalid items; nothing for types that are not drawn.
  static func diagnostics(
    _ record: FieldValues, of type: ContentType, in source: SourceText
  ) -> [Diagnostic] {
    guard let itemsField = type.fieldName(.items), let drawing = type.fieldName(.drawing) else {
      return []
    }
    var diagnostics: [Diagnostic] = []
    func report(_ message: String, _ range: Range<Int>?, help: String) {
      let location = range.map { source.location(of: $0) } ?? source.location
      diagnostics.append(Diagnostic(.figureData, message, at: location, help: help))
    }
    if record.range(of: drawing) == nil {
      report(
        "the picture has no `\(drawing)`", nil,
        help: "name a template in `figures/`, such as `\(drawing): timeline`")
    }
    let items = record.records(itemsField)
    let range = record.range(of: itemsField)
    if items.isEmpty {
      report(
        "the picture has no items", range,
        help: "add `\(itemsField)`, each with a `label`")
    }
    if items.count > itemLimit {
      report(
        "the picture has \(items.count) items, and the limit is \(itemLimit)", range,
        help: "divide the picture")
    }
    for (index, item) in items.prefix(itemLimit).enumerated()
    where item.range(of: "label") == nil && item.range(of: "page") == nil {
      report(
        "item \(index + 1) has no name", item.names.first.flatMap { item.range(of: $0) } ?? range,
        help: "add a `label`, or a `page` whose title becomes the name")
    }
    for item in items.prefix(itemLimit) where FigureSpan(item) == nil {
      guard let range = item.range(of: "to") ?? item.range(of: "from") else { continue }
      report(
        "`from` and `to` do not form a valid span", range,
        help: "set both; `from` must be smaller than `to`, and both between 0 and \(largestNumber)")
    }
    return diagnostics
  }
}
