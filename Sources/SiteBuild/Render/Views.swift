import Diagnostics
import Markdown
import SiteModel
import Templates

/// Makes what templates see of a site.
///
/// Only the fields that a template can read are made, which the template compiler knows before
/// anything is rendered. The site itself is out of reach: whatever a view wants to know it asks by the functions
/// of this file, and what it asked is noted, so that a page can be left alone while the answers are the same.
package struct Views: Sendable {
  /// The same for all pages: one reference, because views are copied for each page on each core.
  private final class Common: Sendable {
    let site: Site
    let environment: Environment
    let imageSizes: [ContentPath: ImageSize]
    let pageCards: [PageCards]

    init(
      _ site: Site, _ environment: Environment, _ sizes: [ContentPath: ImageSize],
      _ cards: [PageCards]
    ) {
      self.site = site
      self.environment = environment
      imageSizes = sizes
      pageCards = cards
    }
  }

  private let common: Common
  private var site: Site { common.site }
  private(set) var siteRecord: Value = .none
  /// Where what is asked is noted.
  private(set) var trace = ReadTrace(isRecording: false)

  private static let pageShape = Shape(pageFields.map(\.name))
  private static let siteShape = Shape(siteFields.map(\.name))

  /// The roots and their fields, for the template compiler.
  package static let roots: [String: RootFields] = [
    ViewRoot.site.rawValue: .known(Set(siteFields.map(\.name))),
    ViewRoot.page.rawValue: .known(Set(pageFields.map(\.name))),
    ViewRoot.embed.rawValue: .known(Set(BodyRenderer.embedFields)),
    ViewRoot.figure.rawValue: .known(Set(figureFields.map(\.name))),
  ]

  init(
    site: Site, environment: Environment, imageSizes: [ContentPath: ImageSize], cards: [PageCards]
  ) {
    common = Common(site, environment, imageSizes, cards)
  }

  var environment: Environment { common.environment }
  var imageSizes: [ContentPath: ImageSize] { common.imageSizes }
  /// What other pages show of each page, made once.
  var pageCards: [PageCards] { common.pageCards }

  /// The same views with what templates see of `site`: as it was, or made anew.
  func seeing(_ siteRecord: Value?) -> Views {
    var views = self
    views.siteRecord =
      siteRecord ?? .record(Record(Self.siteShape, Self.siteFields.map { $0.value(self, ()) }))
    return views
  }

  /// The same views, noting what is asked in a trace of their own.
  func noting(in trace: ReadTrace) -> Views {
    var views = self
    views.trace = trace
    return views
  }

  var bodies: BodyRenderer { BodyRenderer(views: self) }

  /// Which fields of `page` a template can read, by their places.
  struct PageReads: Sendable {
    let fields: [Int]

    static let everything = PageReads(Array(pageFields.indices))

    init(_ reads: TemplateReads) {
      let root = ViewRoot.page.rawValue
      fields = pageFields.indices.filter { reads.contains(root: root, field: pageFields[$0].name) }
    }

    private init(_ fields: [Int]) {
      self.fields = fields
    }
  }

  /// A page as its template sees it: the fields that it reads, and `none` for the others.
  func values(of id: PageID, reads: PageReads) -> [Value] {
    let page = page(id)
    trace.note(.text, id)
    var values = [Value](repeating: .none, count: Self.pageFields.count)
    for field in reads.fields { values[field] = Self.pageFields[field].value(self, page) }
    return values
  }

  static func record(_ values: [Value]) -> Value { .record(Record(pageShape, values)) }

  /// Renders a template with `site` and one more root; the answer is what went wrong.
  ///
  /// Messages name `origin` as what was being rendered.
  func render(
    _ template: String, _ root: ViewRoot, _ record: Value, into html: inout [UInt8], origin: String
  ) -> [Diagnostic] {
    trace.note(template: template)
    do {
      try common.environment.render(
        template, roots: [(ViewRoot.site.rawValue, siteRecord), (root.rawValue, record)],
        into: &html, notes: ["while rendering `\(origin)`"])
      return []
    } catch {
      return [error.diagnostic]
    }
  }
}

/// What a view may ask of the site.
extension Views {
  var configuration: SiteConfiguration { site.catalog.configuration }
  var files: [ContentPath] { site.files }
  var redirects: [(from: Route, to: PageID)] { site.routes.redirects }

  /// A page's path, front matter and address; its text is asked for by `text(of:)`.
  func page(_ id: PageID) -> Page {
    trace.note(.head, id)
    return site.pages[id]
  }

  /// What the file of another page says.
  func text(of id: PageID) -> ParsedPage {
    trace.note(.text, id)
    return site.pages[id].parsed
  }

  func address(of id: PageID) -> String { page(id).address }

  /// What the text of a page refers to.
  func links(of id: PageID) -> PageLinks {
    trace.note(.links, id)
    return site.links[id]
  }

  /// Who links to a page, each with the sentence, if there is one.
  func backlinks(to id: PageID) -> [(page: PageID, sentence: String?)] {
    trace.note(.backlinks, id)
    return site.graph.backlinks[id].map { link in
      trace.note(.text, link.page)
      return (link.page, site.sentence(of: link, to: id))
    }
  }

  /// The pages round a page, which are chosen by who links to them.
  func neighborhood(of id: PageID) -> Neighborhood {
    trace.note(.links, id)
    trace.note(.backlinks, id)
    let neighborhood = Neighborhood(of: id, in: site)
    for other in neighborhood.candidates {
      trace.note(.head, other)
      trace.note(.backlinks, other)
    }
    return neighborhood
  }

  /// What a map of all pages shows.
  var mapGraph: MapGraph {
    trace.note(.everyone, 0)
    trace.note(.graph, 0)
    return MapGraph(site)
  }

  func relatedPages(of id: PageID) -> [RelatedPage] {
    trace.note(.related, id)
    return site.related[id]
  }

  func memberships(of id: PageID) -> [PathMembership] {
    trace.note(.memberships, id)
    return site.memberships[id]
  }

  func children(of id: PageID) -> [PageID] {
    trace.note(.children, id)
    return site.children[id] ?? []
  }

  func uses(of term: PageID) -> [PageID] {
    trace.note(.uses, term)
    return site.termUses[term]
  }

  /// The pages of a topic, by the topic's page.
  func members(ofTopic page: Page) -> [PageID] {
    trace.note(.members, page.id)
    return site.topics[page.path.stem]
  }

  /// Every page there is.
  var everyone: [Page] {
    trace.note(.everyone, 0)
    return site.pages
  }

  /// The page at a path, for paths at which the configuration or the pages themselves see to it that there is
  /// one or none.
  func page(at path: String) -> Page? { site.page(at: ContentPath(path)).map { page($0.id) } }

  func page(ofTopic name: String) -> Page? { site.page(ofTopic: name).map { page($0.id) } }

  /// The folder's page that lists a page; `nil` for the home page.
  func section(of page: Page) -> Page? { site.section(of: page).map { self.page($0.id) } }

  /// The page that a field of the front matter names.
  func target(_ name: LocatedText?, of page: Page) -> PageID? {
    trace.note(.links, page.id)
    return name.flatMap { site.fieldTargets[page.id][$0.range.lowerBound] }
  }

  func targets(_ field: String, of page: Page) -> [PageID] {
    page.record.texts(field).compactMap { target($0, of: page) }
  }
}
