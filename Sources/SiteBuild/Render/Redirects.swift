import Diagnostics
import SiteModel
import Templates

/// The pages at earlier addresses, which send readers on.
struct Redirects {
  private static let template = "redirect.html"

  private let views: Views

  init(views: Views) {
    self.views = views
  }

  func files() -> (
    files: [(path: OutputPath, bytes: [UInt8], origin: String)], diagnostics: [Diagnostic]
  ) {
    var files: [(path: OutputPath, bytes: [UInt8], origin: String)] = []
    var diagnostics: [Diagnostic] = []
    let redirects = views.site.routes.redirects
    guard !redirects.isEmpty else { return ([], []) }
    guard views.environment.contains(Self.template) else {
      let problem = Diagnostic(
        .missingTemplate, "there is no template `\(Self.template)`",
        at: Location(path: "templates/" + Self.template), help: "add it to `templates/`")
      return ([], [problem])
    }
    let reads = Views.PageReads(views.environment.reads(of: Self.template))
    for (route, id) in redirects {
      let page = views.site.pages[id]
      var bytes: [UInt8] = []
      diagnostics += views.render(
        Self.template, .page, views.record(of: page, reads: reads),
        into: &bytes, origin: page.source.name)
      files.append((route.outputPath, bytes, page.source.name))
    }
    return (files, diagnostics)
  }
}
