import SiteModel
import Text

/// What feeds and copies show of pages: the template `feed.html`, with absolute addresses.
struct PageContent: Sendable {
  private static let template = "feed.html"

  private let renderer: PageRenderer
  private let fields: [Int]
  private let configuration: SiteConfiguration

  init(_ renderer: PageRenderer, _ configuration: SiteConfiguration) {
    self.renderer = renderer
    self.configuration = configuration
    fields = renderer.fieldIndices(of: Self.template)
  }

  /// The HTML of a page; its text, if the theme has no such template.
  ///
  /// Without `base_url`, addresses are relative to the root of the site's host.
  func html(of page: Page) -> [UInt8] {
    addresses(of: page).detached(rendered(page))
  }

  /// What makes the addresses in the HTML of a page absolute.
  func addresses(of page: Page) -> DetachedHTML {
    DetachedHTML(site: configuration.address, page: page.route)
  }

  /// The HTML of a page with the addresses that its templates wrote.
  func rendered(_ page: Page) -> [UInt8] {
    let views = renderer.views
    guard views.environment.contains(Self.template) else { return views.bodies.own(page) }
    var html: [UInt8] = []
    let record = Views.record(views.values(of: page.id, fields: fields))
    views.render(
      Self.template, .page, record, fields: views.fields(of: page, in: Self.template), into: &html,
      origin: page.source.name)
    return html
  }
}
