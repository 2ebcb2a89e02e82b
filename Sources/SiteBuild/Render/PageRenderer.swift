import Diagnostics
import SiteModel
import Templates
import Text

/// A file that a template makes of a page: the page itself, or a redirect to it.
struct RenderJob: Sendable {
  let path: OutputPath
  let page: PageID
  /// The templates that may show it, the first that is there first.
  let templates: [String]
  /// What it is made from, for messages.
  let origin: String

  /// The file of a page.
  init(_ page: Page) {
    path = page.route.outputPath
    self.page = page.id
    origin = page.parsed.isGenerated ? "the page made for /\(page.route.text)" : page.source.name
    switch page.type {
    case .notFound: templates = ["404.html"]
    case .section:
      // A folder's page may have a template of its folder's type.
      let type = ContentType.all.first { $0.folder == page.path.folder }
      templates = (type.map { [$0.name + "-index.html"] } ?? []) + ["section.html"]
    default: templates = [page.type.name + ".html"]
    }
  }

  /// The page at an earlier address, which sends readers on.
  init(redirectAt route: Route, to page: Page) {
    path = route.outputPath
    self.page = page.id
    origin = page.source.name
    templates = ["redirect.html"]
  }

  /// Every file that pages become; it follows from the site's directory.
  static func all(of site: Site) -> [RenderJob] {
    site.pages.filter { site.routes[$0.route.text] == .page($0.id) }.map { RenderJob($0) }
      + site.routes.redirects.map { RenderJob(redirectAt: $0.from, to: site.pages[$0.to]) }
  }
}

/// Renders pages by their templates, or takes over what an earlier build rendered.
struct PageRenderer: Sendable {
  private let views: Views
  private let environment: Environment
  /// What each template reads of `page`.
  private let reads: [String: Views.PageReads]
  /// What remembers; `nil` for a build that is the only one.
  private let memo: RenderMemo?

  init(views: Views, memo: RenderMemo? = nil) {
    self.views = views
    self.memo = memo
    let environment = views.environment
    self.environment = environment
    reads = Dictionary(
      environment.templateNames.map { ($0, Views.PageReads(environment.reads(of: $0))) },
      uniquingKeysWith: { first, _ in first })
  }

  struct Rendered: Sendable {
    var path: OutputPath
    var bytes: [UInt8] = []
    var origin: String
    var diagnostics: [Diagnostic] = []
    /// What must be remembered to take it over next time.
    var entry: RenderMemo.Entry?
    /// Whether a template was run.
    var isNew = true
  }

  /// The file of a job; `nil` where the memory's is still right.
  func render(_ job: RenderJob) -> Rendered? {
    guard let template = job.templates.first(where: { environment.contains($0) }) else {
      return Rendered(
        path: job.path, origin: job.origin,
        diagnostics: [
          Diagnostic(
            .missingTemplate, "there is no template `\(job.templates.last ?? "")`",
            at: Location(path: job.origin), help: "add it to `templates/`")
        ])
    }
    let reads = reads[template] ?? .everything
    guard let memo else {
      let views = views.noting(in: ReadTrace(isRecording: false))
      return rendered(job, template, views.values(of: job.page, reads: reads), views)
    }
    if memo.isCurrent(job, template) { return nil }
    return rendered(job, template, reads, memo)
  }

  /// Makes what the template reads; renders it if that is not what it was last time.
  private func rendered(
    _ job: RenderJob, _ template: String, _ reads: Views.PageReads, _ memo: RenderMemo
  ) -> Rendered {
    let trace = ReadTrace(isRecording: true)
    let views = views.noting(in: trace)
    let values = views.values(of: job.page, reads: reads)
    var entry = memo.entry(job, template, values, reads, trace)
    if let known = memo.unchanged(job, entry) {
      entry.bytes = known.bytes
      entry.diagnostics = known.diagnostics
      return Rendered(
        path: job.path, bytes: known.bytes, origin: job.origin, diagnostics: known.diagnostics,
        entry: entry, isNew: false)
    }
    var result = rendered(job, template, values, views)
    entry.bytes = result.bytes
    entry.diagnostics = result.diagnostics
    result.entry = entry
    return result
  }

  private func rendered(
    _ job: RenderJob, _ template: String, _ values: [Value], _ views: Views
  ) -> Rendered {
    var rendered = Rendered(path: job.path, origin: job.origin)
    rendered.bytes.reserveCapacity(16 << 10)
    let problems = views.render(
      template, .page, Views.record(values), into: &rendered.bytes, origin: job.origin)
    rendered.diagnostics = views.trace.diagnostics + problems
    if rendered.bytes.last != UInt8(ascii: "\n") { rendered.bytes.append(UInt8(ascii: "\n")) }
    rendered.bytes = rendered.bytes.trimmed
    return rendered
  }
}
