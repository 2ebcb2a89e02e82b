import Algorithms
import Diagnostics
import Markdown
import SiteModel
import Templates

/// Makes what templates see of a site.
///
/// Only the fields that a template can read are made, which the template compiler knows before
/// anything is rendered.
package struct Views: Sendable {
  let site: Site
  let environment: Environment
  let imageSizes: [ContentPath: ImageSize]
  /// What went wrong while embedded pages were rendered.
  let problems = DiagnosticCollector()
  let anchors = AnchorIndex()
  private(set) var siteRecord: Value = .none
  /// A card of each page, made once.
  private let plainCards: [Value]

  private static let pageShape = Shape(pageFields.map(\.name))
  private static let siteShape = Shape(siteFields.map(\.name))

  /// The roots and their fields, for the template compiler.
  package static let roots: [String: RootFields] = [
    ViewRoot.site.rawValue: .known(Set(siteFields.map(\.name))),
    ViewRoot.page.rawValue: .known(Set(pageFields.map(\.name))),
    ViewRoot.embed.rawValue: .known(Set(BodyRenderer.embedFields)),
    ViewRoot.figure.rawValue: .known(Set(figureFields.map(\.name))),
  ]

  init(site: Site, environment: Environment, imageSizes: [ContentPath: ImageSize]) {
    self.site = site
    self.environment = environment
    self.imageSizes = imageSizes
    plainCards = site.pages.concurrentMap { page in
      .record(Record(Self.cardShape, Self.cardValues(of: page)))
    }
    siteRecord = .record(Record(Self.siteShape, Self.siteFields.map { $0.value(self, site) }))
  }

  var bodies: BodyRenderer { BodyRenderer(views: self) }

  /// Which fields of `page` a template can read, by their places.
  struct PageReads: Sendable {
    fileprivate let isRead: [Bool]

    static let everything = PageReads(isRead: pageFields.map { _ in true })

    init(_ reads: TemplateReads) {
      let root = ViewRoot.page.rawValue
      isRead = pageFields.map { reads.contains(root: root, field: $0.name) }
    }

    private init(isRead: [Bool]) {
      self.isRead = isRead
    }
  }

  /// A page as its template sees it: the fields that it reads, and `none` for the others.
  func record(of page: Page, reads: PageReads) -> Value {
    var values: [Value] = []
    values.reserveCapacity(Self.pageFields.count)
    for (field, isRead) in zip(Self.pageFields, reads.isRead) {
      values.append(isRead ? field.value(self, page) : .none)
    }
    return .record(Record(Self.pageShape, values))
  }

  /// Renders a template with `site` and one more root; the answer is what went wrong.
  ///
  /// Messages name `origin` as what was being rendered.
  func render(
    _ template: String, _ root: ViewRoot, _ record: Value, into html: inout [UInt8], origin: String
  ) -> [Diagnostic] {
    do {
      try environment.render(
        template, roots: [(ViewRoot.site.rawValue, siteRecord), (root.rawValue, record)],
        into: &html, notes: ["while rendering `\(origin)`"])
      return []
    } catch {
      return [error.diagnostic]
    }
  }

  // MARK: Cards

  private static let cardFields = [
    "title", "url", "type", "type_label", "description", "definition", "answer", "reason",
    "sentence", "updated", "count", "slug", "aliases", "used_in", "where", "link", "kind", "cost",
    "disclosure",
  ]
  private static let cardShape = Shape(cardFields)

  /// What every card says of a page.
  private static func cardValues(of page: Page) -> [Value] {
    [
      .string(page.title), .string(page.address), .string(page.type.name),
      .string(page.type.label), Value(page.record.text("description")),
      Value(page.record.text("definition")), Value(page.record.text("answer")),
    ]
  }

  /// Another page in short; `extras` adds what only some lists show.
  func card(_ id: PageID, _ extras: KeyValuePairs<String, Value> = [:]) -> Value {
    guard !extras.isEmpty else { return plainCards[id] }
    var values = Self.cardValues(of: site.pages[id])
    for name in Self.cardFields.dropFirst(values.count) {
      values.append(extras.first { $0.key == name }?.value ?? .none)
    }
    return .record(Record(Self.cardShape, values))
  }

  func cards(_ ids: some Sequence<PageID>) -> Value { .list(ids.map { card($0) }) }

  /// The page that a field of the front matter names.
  func target(_ name: LocatedText?, of page: Page) -> PageID? {
    name.flatMap { site.fieldTargets[page.id][$0.range.lowerBound] }
  }

  func targets(_ field: String, of page: Page) -> [PageID] {
    page.record.texts(field).compactMap { target($0, of: page) }
  }

  /// Questions with their answers, to open in place.
  func questions(_ ids: [PageID], on host: Page) -> Value {
    var names = EmbedNames(host, site, always: true)
    return .list(
      ids.map { id in
        let page = site.pages[id]
        let slug = names.add(page.slug)
        let body = bodies.embedded(page, under: slug, headingShift: 2)
        return .map(
          Map([
            ("title", .string(page.title)), ("url", .string(site.address(of: id))),
            ("slug", .string(slug)), ("answer", Value(page.record.text("answer"))),
            ("body", .safe(SafeHTML(String(decoding: body.html, as: UTF8.self)))),
          ]))
      })
  }
}
