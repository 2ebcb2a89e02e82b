import SiteModel

/// A file that a template makes of a page: the page itself, or a redirect to it.
struct RenderJob: Sendable {
  let path: OutputPath
  let page: PageID
  /// The names of templates for it.
  ///
  /// The first one that exists is used.
  let templates: [String]
  /// What the file is made from, for messages.
  let origin: String

  /// The file of a page.
  init(_ page: Page) {
    path = page.route.outputPath
    self.page = page.id
    origin = page.parsed.isGenerated ? "the page made for /\(page.route.text)" : page.source.name
    switch page.type.structure {
    case .notFound: templates = ["404.html"]
    case .section:
      // A folder's page may have a template of its folder's type.
      let type = ContentType.of(folder: page.path.folder)
      templates = (type.map { [$0.name + "-index.html"] } ?? []) + ["section.html"]
    default: templates = [page.type.name + ".html"]
    }
  }

  /// The redirect at an earlier address of a page.
  init(redirectAt route: Route, to page: Page) {
    path = route.outputPath
    self.page = page.id
    origin = page.source.name
    templates = ["redirect.html"]
  }

  /// The files of all pages and redirects, in the order of the pages; the same while the site's catalog is.
  static func all(of site: Site) -> [RenderJob] {
    site.pages.filter { site.routes[$0.route.text] == .page($0.id) }.map { RenderJob($0) }
      + site.routes.redirects.map { RenderJob(redirectAt: $0.from, to: site.pages[$0.to]) }
  }
}
