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
    let names = Self.templates(for: page)
    guard let template = names.first(where: environment.contains) else {
      rendered.diagnostics = [
        Diagnostic(
          .missingTemplate, "there is no template `\(names.last ?? "")`",
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

  /// The templates that may show a page, the first that is there first.
  ///
  /// A folder's page may have one of its folder's type.
  private static func templates(for page: Page) -> [String] {
    switch page.type {
    case .notFound: return ["404.html"]
    case .section:
      let type = ContentType.all.first { $0.folder == page.path.folder }
      return (type.map { [$0.name + "-index.html"] } ?? []) + ["section.html"]
    default: return [page.type.name + ".html"]
    }
  }
}
