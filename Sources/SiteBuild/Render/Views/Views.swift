import Diagnostics
import Markdown
import SiteModel
import Templates

/// Computes the values that templates read.
///
/// Only the fields that a template can read are computed; the template compiler finds them when templates are loaded.
/// Views access the site only through the functions in this file. Each of these records what it reads in the tracker,
/// so that a page is rendered again only if that information changes.
package struct Views: Sendable {
  /// The data that the views of all pages share.
  ///
  /// A class, because views are copied for each page.
  private final class Shared: Sendable {
    let site: Site
    let templates: TemplateSet
    let pictures: PictureTable
    let pageCards: [PageCards]
    let translations: Translations

    init(
      _ site: Site, _ templates: TemplateSet, _ pictures: PictureTable,
      _ cards: [PageCards], _ translations: Translations
    ) {
      self.translations = translations
      self.site = site
      self.templates = templates
      self.pictures = pictures
      pageCards = cards
    }
  }

  private let shared: Shared
  private var site: Site { shared.site }
  /// The values of `site` and `data` in templates, which are the same on all pages.
  private var globals: [(String, Value)] = []
  /// The templates in the language of the page that is rendered.
  private var locale: Locale
  /// Records the dependencies of the page that is rendered.
  private(set) var tracker = DependencyTracker(isRecording: false)

  private static let pageShape = Shape(pageFields.map(\.name))
  private static let siteShape = Shape(siteFields.map(\.name))

  /// The root variables of templates with their fields, for the template compiler.
  ///
  /// `data` are the names of the data files, `strings` those of the words, `siteFields` those of the fields that the site
  /// declares, if these can be read.
  package static func roots(
    data: [String], strings: [String], siteFields: [String]?
  ) -> [String: RootFields] {
    standardRoots.merging(
      [
        ViewRoot.strings.rawValue: .known(Set(strings)),
        ViewRoot.data.rawValue: .known(Set(data)),
        ViewRoot.fields.rawValue: siteFields.map { .known(Set($0)) } ?? .unknown,
      ], uniquingKeysWith: { $1 })
  }

  private static let standardRoots: [String: RootFields] = [
    ViewRoot.site.rawValue: .known(Set(siteFields.map(\.name))),
    ViewRoot.page.rawValue: .known(Set(pageFields.map(\.name))),
    ViewRoot.embed.rawValue: .known(Set(BodyRenderer.embedFields)),
    ViewRoot.block.rawValue: .unknown,
    ViewRoot.figure.rawValue: .known(Set(figureFields.map(\.name))),
    ViewRoot.card.rawValue: .known(Set(socialCardFields.map(\.name))),
    ViewRoot.guide.rawValue: .known(Set(guideFields.map(\.name))),
  ]

  /// Makes views whose `globals` are not set.
  ///
  /// `pictures` holds the sizes and copies of pictures among the copied files. `cards` holds the cards of each page.
  init(
    site: Site, templates: TemplateSet, pictures: PictureTable, cards: [PageCards],
    translations: Translations = .none
  ) {
    shared = Shared(site, templates, pictures, cards, translations)
    locale = templates.main
  }

  /// The words in the language of the page that is rendered.
  var strings: LanguageStrings { locale.strings }
  var environment: Environment { locale.environment }
  /// The styles, scripts and icons of the templates.
  var assets: AssetTable { shared.templates.assets }
  /// The bytes of a file beside the templates that is none, such as a style sheet; empty if there is no such file.
  func templateFile(_ name: String) -> [UInt8] {
    shared.templates.templates.first { $0.name == name }?.bytes ?? []
  }
  /// The source of a template that the site has beside those of a theme; `nil` for others.
  func ownTemplate(_ name: String) -> SourceText? { shared.templates.own[name] }
  /// Whether the structured data of pages is checked.
  var checksData: Bool { shared.templates.checksData }
  var pictures: PictureTable { shared.pictures }
  /// The languages of the site, and where each has the same page.
  var translations: Translations { shared.translations }
  /// The cards of each page, which lists on other pages show.
  var pageCards: [PageCards] { shared.pageCards }

  /// Computes the value of `site` in templates.
  func makeSiteRecord() -> Value {
    .record(Record(Self.siteShape, Self.siteFields.map { $0.value(self, ()) }))
  }

  /// A copy with values for `site` and `data` in templates.
  func with(site: Value, data: Value) -> Views {
    var views = self
    views.globals = [(ViewRoot.site.rawValue, site), (ViewRoot.data.rawValue, data)]
    return views
  }

  /// A copy that records dependencies in another tracker.
  func tracking(with tracker: DependencyTracker) -> Views {
    var views = self
    views.tracker = tracker
    return views
  }

  /// A copy in the language of a page.
  func localized(for page: PageID) -> Views {
    let language = site.pages[page].parsed.language
    if language == locale.strings.language { return self }
    var views = self
    views.locale = shared.templates.locale(site.configuration.strings.strings(in: language))
    return views
  }

  var bodies: BodyRenderer { BodyRenderer(views: self) }

  /// The fields of `page` that a template can read, as indices in `pageFields`.
  static func pageFields(read reads: TemplateReads) -> [Int] {
    pageFields.indices.filter {
      reads.contains(root: ViewRoot.page.rawValue, field: pageFields[$0].name)
    }
  }

  /// The values of all fields of `page`: computed for `fields`, which are indices in `pageFields`, and `none` for the
  /// others.
  func values(of id: PageID, fields: [Int]) -> [Value] {
    let page = page(id)
    tracker.note(.content, id)
    var values = [Value](repeating: .none, count: Self.pageFields.count)
    for field in fields { values[field] = Self.pageFields[field].value(self, page) }
    return values
  }

  static func record(_ values: [Value]) -> Value { .record(Record(pageShape, values)) }

  /// Renders a template with the variables of the site, one more root variable, and the page's declared fields.
  ///
  /// An error is recorded in the tracker. `page` is the value of `page` in templates of another root, `origin` names
  /// the rendered page in messages.
  func render(
    _ template: String, _ root: ViewRoot, _ record: Value, fields: Value = .none,
    page: Value? = nil, into html: inout [UInt8], origin: String
  ) {
    tracker.note(template: template)
    do {
      let warnings = try environment.render(
        template,
        roots: globals + (page.map { [(ViewRoot.page.rawValue, $0)] } ?? [])
          + [(root.rawValue, record), (ViewRoot.fields.rawValue, fields)], into: &html,
        notes: ["while rendering `\(origin)`"])
      for warning in warnings { tracker.report(warning) }
    } catch {
      tracker.report(error.diagnostic)
    }
  }
}

/// The functions by which views read the site; each records a dependency.
extension Views {
  var configuration: SiteConfiguration { site.catalog.configuration }
  var files: [ContentPath] { site.files }
  var redirects: [(from: Route, to: PageID)] { site.routes.redirects }

  /// A page, of which the caller may read only path, front matter and address.
  ///
  /// Use `parsedPage` to read its text.
  func page(_ id: PageID) -> Page {
    tracker.note(.metadata, id)
    return site.pages[id]
  }

  /// A page with all content of its file.
  func parsedPage(_ id: PageID) -> ParsedPage {
    tracker.note(.content, id)
    return site.pages[id].parsed
  }

  func address(of id: PageID) -> String { page(id).address }

  /// The targets of a page's references, and the terms in its text.
  func links(of id: PageID) -> PageLinks {
    tracker.note(.links, id)
    return site.links[id]
  }

  /// The pages that link to a page, each with the sentence around the link; `nil` if there is no sentence.
  func backlinks(to id: PageID) -> [(page: PageID, sentence: String?)] {
    tracker.note(.backlinks, id)
    return site.graph.backlinks[id].filter { !site.pages[$0.page].isUnlisted }.map { link in
      tracker.note(.content, link.page)
      return (link.page, site.sentence(of: link, to: id))
    }
  }

  /// The pages and links that the map of the site shows.
  var mapGraph: MapGraph {
    tracker.note(.allPages, 0)
    tracker.note(.graph, 0)
    return MapGraph(site)
  }

  func relatedPages(of id: PageID) -> [RelatedPage] {
    tracker.note(.related, id)
    return site.related[id]
  }

  func memberships(of id: PageID) -> [PathMembership] {
    tracker.note(.memberships, id)
    return site.memberships[id]
  }

  func movedAnchors(of id: PageID) -> [RouteTable.MovedAnchor] {
    tracker.note(.movedAnchors, id)
    return site.routes.movedAnchors(of: id)
  }

  func children(of id: PageID) -> [PageID] {
    tracker.note(.children, id)
    return site.children[id] ?? []
  }

  /// The position of a page in the list of its folder, which `children` records.
  func listPosition(of id: PageID) -> Int { site.catalog.listPositions[id] }

  /// The pages that mention a term.
  func uses(of term: PageID) -> [PageID] {
    tracker.note(.uses, term)
    return site.termUses[term]
  }

  /// The pages of a topic, given the topic's page.
  func members(ofTopic page: Page) -> [PageID] {
    tracker.note(.members, page.id)
    return site.topics[page.path.stem]
  }

  /// The pages of the topics of a page: those of its `topics`, then those of its `tags`.
  func topicPages(of page: Page) -> [Page] {
    tracker.note(.metadata, page.id)
    return site.topics.names(of: page.id).compactMap { self.page(ofTopic: $0) }
  }

  /// The declared topics, then those that only `tags` name.
  var allTopics: [SiteConfiguration.Topic] { site.topics.all }

  /// Every page of the site.
  var allPages: [Page] {
    tracker.note(.allPages, 0)
    return site.pages
  }

  /// The page at a path, which must follow from the configuration, because no dependency is recorded for a missing page.
  func page(at path: String) -> Page? { site.page(at: ContentPath(path)).map { page($0.id) } }

  /// The page that a link of the bar or the footer leads to.
  func page(of link: SiteLink) -> Page? {
    tracker.note(.allPages, 0)
    return site.catalog.siteLinks[link].map { page($0) }
  }

  func page(ofTopic name: String) -> Page? { site.page(ofTopic: name).map { page($0.id) } }

  /// The page of the folder that lists a page; `nil` for the home page.
  func section(of page: Page) -> Page? { site.section(of: page).map { self.page($0.id) } }

  /// The page that a field of the front matter names.
  func target(_ name: LocatedText?, of page: Page) -> PageID? {
    tracker.note(.links, page.id)
    return name.flatMap { site.fieldTargets[page.id][$0.range.lowerBound] }
  }

  func targets(_ field: String, of page: Page) -> [PageID] {
    page.record.texts(field).compactMap { target($0, of: page) }
  }
}
