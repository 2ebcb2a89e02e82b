import SiteModel

/// A file to render for a page: the page itself, or a redirect to it.
struct RenderJob: Sendable {
  let path: OutputPath
  let page: PageID
  /// The names of possible templates, of which the first that exists is used.
  let templates: [String]
  /// The source of the file, for messages.
  let origin: String

  /// The file of a page.
  init(_ page: Page, _ types: ContentTypes) {
    path = page.route.outputPath
    self.page = page.id
    origin = page.parsed.isGenerated ? OutputFile.origin(ofPageAt: page.route) : page.source.name
    switch page.type.structure {
    case .notFound: templates = ["404.html"]
    case .section:
      // The page of a folder can have a template for the type of the folder, such as `faq-index.html`.
      let type = types.of(folder: page.place.folder)
      templates = (type?.templates ?? []).map { $0 + "-index.html" } + ["section.html"]
    default: templates = page.type.templates.map { $0 + ".html" }
    }
  }

  /// The redirect at an earlier address of a page.
  init(redirectAt route: Route, to page: Page) {
    path = route.outputPath
    self.page = page.id
    origin = page.source.name
    templates = ["redirect.html"]
  }

  /// The text of a page in the whole guide.
  init(inBook page: Page, template: String) {
    path = page.route.outputPath
    self.page = page.id
    origin = page.source.name
    templates = [template]
  }

  /// The files of all pages and redirects, in the order of the pages; they depend only on the site's catalog.
  static func all(of site: Site) -> [RenderJob] {
    site.pagesWithFile.map { RenderJob($0, site.configuration.types) }
      + site.routes.redirects.map { RenderJob(redirectAt: $0.from, to: site.pages[$0.to]) }
  }
}
