import Diagnostics
import SiteModel
import Templates
import Text

/// The render stage for one page: chooses its template, computes the fields that the template reads, and renders it.
struct PageRenderer: Sendable {
  let views: Views
  /// For each template, the fields of `page` that it can read, as indices in `Views.pageFields`.
  private let fieldIndices: [String: [Int]]

  /// Makes a renderer.
  ///
  /// - Parameter views: Views whose `globals` are set.
  init(_ views: Views) {
    self.views = views
    let environment = views.environment
    fieldIndices = Dictionary(
      environment.templateNames.map { ($0, Views.pageFields(read: environment.reads(of: $0))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Renders a page or a redirect.
  ///
  /// Errors are among the diagnostics of the result.
  func render(_ job: RenderJob) -> RenderedPage {
    guard let template = template(for: job) else { return missingTemplate(for: job) }
    let views = views.localized(for: job.page).tracking(
      with: DependencyTracker(isRecording: false))
    return render(job, template, fields(of: job, template, views), views)
  }

  // MARK: Steps

  /// The first existing template for a file; `nil` if none exists.
  func template(for job: RenderJob) -> String? {
    job.templates.first { views.environment.contains($0) }
  }

  /// The fields of `page` that a template can read, as indices in `Views.pageFields`.
  func fieldIndices(of template: String) -> [Int] {
    fieldIndices[template] ?? Array(Views.pageFields.indices)
  }

  /// What a template reads of its page.
  struct PageValues: Sendable {
    /// The values of all fields of `page`, with `none` for those that the template does not read.
    let page: [Value]
    /// The value of `fields`.
    let declared: Value
  }

  /// The values that a template reads of its page.
  func fields(of job: RenderJob, _ template: String, _ views: Views) -> PageValues {
    PageValues(
      page: views.values(of: job.page, fields: fieldIndices(of: template)),
      declared: views.fields(of: views.page(job.page), in: template))
  }

  /// Renders a template with these fields.
  func render(
    _ job: RenderJob, _ template: String, _ fields: PageValues, _ views: Views
  ) -> RenderedPage {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 << 10)
    views.render(
      template, .page, Views.record(fields.page), fields: fields.declared, into: &bytes,
      origin: job.origin)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    let data =
      views.checksData ? StructuredDataCheck(bytes, of: job.path, origin: job.origin) : nil
    return RenderedPage(
      file: OutputFile(job.path, bytes.trimmed, origin: job.origin),
      diagnostics: views.tracker.diagnostics + (data?.diagnostics ?? [])
        + withoutHead(bytes, template, of: job),
      dataAddresses: data?.addresses ?? [])
  }

  /// Reports a page that is no HTML document, although the site has a theme that its template could extend.
  private func withoutHead(
    _ bytes: [UInt8], _ template: String, of job: RenderJob
  ) -> [Diagnostic] {
    guard let source = views.ownTemplate(template),
      let start = bytes.firstIndex(where: { $0 > 0x20 }),
      !Self.documentStarts.contains(where: {
        bytes[start...].starts(with: $0, by: Self.isSameLetter)
      })
    else { return [] }
    return [
      Diagnostic(
        .pageWithoutHead, "the template `\(template)` makes pages without a head",
        at: source.location,
        notes: [.init("such as that of `\(job.origin)`")],
        help:
          "begin it with `{% extends \"theme:page.html\" %}`, and put what it shows into a block, "
          + "such as `content`")
    ]
  }

  private static let documentStarts = ["<!doctype", "<html", "<?xml", "<!--"].map { Array($0.utf8) }

  private static func isSameLetter(_ byte: UInt8, _ small: UInt8) -> Bool {
    byte == small || (0x41...0x5A).contains(byte) && byte | 0x20 == small
  }

  /// An empty file, with the error that it has no template.
  func missingTemplate(for job: RenderJob) -> RenderedPage {
    RenderedPage(
      file: OutputFile(job.path, [], origin: job.origin),
      diagnostics: [
        Diagnostic(
          .missingTemplate, "there is no template `\(job.templates.last ?? "")`",
          at: OutputFile.location(ofOrigin: job.origin), help: "add it to `templates/`")
      ])
  }
}
