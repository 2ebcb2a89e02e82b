import Diagnostics
import SiteModel
import Templates

/// Renders pages by their templates.
struct PageRenderer: Sendable {
  private let views: Views
  private let environment: Environment
  /// What each template reads of `page`.
  private let reads: [String: Views.PageReads]

  init(views: Views) {
    self.views = views
    let environment = views.environment
    self.environment = environment
    reads = Dictionary(
      environment.templateNames.map { ($0, Views.PageReads(environment.reads(of: $0))) },
      uniquingKeysWith: { first, _ in first })
  }

  struct Rendered: Sendable {
    var path: OutputPath
    var bytes: [UInt8]
    var origin: String
    var diagnostics: [Diagnostic]
  }

  /// The file of a page.
  func render(_ page: Page) -> Rendered {
    let origin =
      page.parsed.isGenerated ? "the page made for /\(page.route.text)" : page.source.name
    var rendered = Rendered(
      path: page.route.outputPath, bytes: [], origin: origin, diagnostics: [])
    guard let template = template(for: page) else {
      rendered.diagnostics = [
        Diagnostic(
          .missingTemplate, "there is no template `\(page.type.name).html`",
          at: Location(path: origin), help: "add it to `templates/`")
      ]
      return rendered
    }
    rendered.bytes.reserveCapacity(16 << 10)
    let record = views.record(of: page, reads: reads[template] ?? .everything)
    rendered.diagnostics = views.render(
      template, .page, record, into: &rendered.bytes, origin: origin)
    if rendered.bytes.last != UInt8(ascii: "\n") { rendered.bytes.append(UInt8(ascii: "\n")) }
    return rendered
  }

  /// The template of a page's type; a folder's page may have one of its folder's type.
  private func template(for page: Page) -> String? {
    var names = [page.type.name + ".html"]
    switch page.type {
    case .notFound: names = ["404.html"]
    case .section:
      if let type = ContentType.all.first(where: { $0.folder == page.path.folder }) {
        names.insert(type.name + "-index.html", at: 0)
      }
    default: break
    }
    return names.first(where: environment.contains)
  }
}
