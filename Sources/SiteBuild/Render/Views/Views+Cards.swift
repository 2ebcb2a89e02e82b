import SiteModel
import Templates

extension Views {
  private static let cardFields = [
    "title", "url", "type", "type_label", "description", "definition", "answer", "reason",
    "sentence", "updated", "count", "slug", "earlier_slugs", "aliases", "used_in", "where", "link",
    "kind", "cost",
    "disclosure", "minutes", "time", "fields",
  ]
  private static let cardShape = Shape(cardFields)

  /// A card with the fields that all lists show; some lists add other fields.
  ///
  /// `siteFields` are the names of the fields that the site declares, `strings` the words in the site's language.
  static func plainCard(
    _ page: Page, siteFields: [String], _ strings: LanguageStrings
  ) -> Value {
    let card = Record(
      cardShape,
      [
        .string(page.title), .string(page.address), .string(page.type.name),
        .string(strings.label(of: page.type)), Value(page.record.text("description")),
        Value(page.text(.definition)), Value(page.text(.answer)),
      ])
    guard !siteFields.isEmpty else { return .record(card) }
    return .record(Record(card, replacing: ["fields": cardFields(page, siteFields)]))
  }

  /// The card of a page, with `extras` as values of the fields that only some lists show.
  func card(_ id: PageID, _ extras: KeyValuePairs<String, Value> = [:]) -> Value {
    tracker.note(.metadata, id)
    let plain = localized(pageCards[id].plain, id)
    guard !extras.isEmpty, case .record(let record) = plain else { return plain }
    return .record(Record(record, replacing: extras))
  }

  /// A card with the label of the page's type in the language of the page that is rendered.
  private func localized(_ card: Value, _ id: PageID) -> Value {
    guard strings !== configuration.strings.main, case .record(let record) = card else {
      return card
    }
    return .record(
      Record(record, replacing: ["type_label": .string(strings.label(of: page(id).type))]))
  }

  /// The card of a page, which shows the effort of a path.
  ///
  /// `count` is the number of steps, `minutes` is the time to read all of them, and `time` is the duration that the
  /// author states.
  func cardWithEffort(_ id: PageID) -> Value {
    let page = page(id)
    if page.type.structure == .section {
      return card(id, ["count": .int(children(of: id).count)])
    }
    guard page.type.fieldName(.steps) != nil else { return card(id) }
    let steps = stepTargets(page)
    return card(
      id,
      [
        "count": .int(steps.count),
        "minutes": .int(steps.reduce(0) { $0 + parsedPage($1).readingMinutes }),
        "time": Value(page.record.text("time")),
      ])
  }

  func cards(_ ids: some Sequence<PageID>) -> Value { .list(ids.map { card($0) }) }
}
