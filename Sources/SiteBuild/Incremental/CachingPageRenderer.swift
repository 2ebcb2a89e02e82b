import Concurrency
import SiteModel
import Templates

/// Renders pages, and reuses cached pages that have not changed.
///
/// It decides in two steps. If the fingerprints of the page's template and dependencies are unchanged, the cached
/// page is reused. Otherwise the fields that the template reads are computed again, and the cached page is still
/// reused if their values are unchanged.
struct CachingPageRenderer: Sendable {
  let renderer: PageRenderer
  let cache: Memo<OutputPath, CachedPage>
  let dependencies: DependencyFingerprints
  /// For each template, the fingerprint of its text and of the fields of `site` that it can read.
  let templates: [String: Fingerprint]
  /// The fingerprint of the configuration, the components and the copied files, which views read without recording a dependency.
  let shared: Fingerprint

  /// The result of rendering or reusing a page.
  enum Outcome: Sendable {
    /// The cached page, whose template and dependencies are unchanged.
    case current(CachedPage)
    /// The cached page with new dependencies: they changed, but the fields that the template reads did not.
    case sameFields(CachedPage)
    case rendered(CachedPage, RebuildReport.Cause)
    case failed(RenderedPage)

    var page: RenderedPage {
      switch self {
      case .current(let cached), .sameFields(let cached), .rendered(let cached, _): cached.page
      case .failed(let page): page
      }
    }

    /// Whether the page has the bytes that the last build gave it.
    var isKept: Bool {
      switch self {
      case .current, .sameFields: true
      case .rendered, .failed: false
      }
    }

    /// The page to add to the cache; `nil` if the cache has it already or rendering failed.
    var new: CachedPage? {
      switch self {
      case .sameFields(let cached), .rendered(let cached, _): cached
      case .current, .failed: nil
      }
    }
  }

  /// The cached page, if its template and dependencies are unchanged.
  func current(_ job: RenderJob) -> Outcome? {
    guard let cached = cache[job.path], let template = renderer.template(for: job),
      isCurrent(cached, job, template)
    else { return nil }
    return .current(cached)
  }

  /// Renders a page that is not current, unless the fields that its template reads are unchanged.
  func render(_ job: RenderJob) -> Outcome {
    guard let template = renderer.template(for: job) else {
      return .failed(renderer.missingTemplate(for: job))
    }
    let cached = cache[job.path]
    let tracker = DependencyTracker(isRecording: true)
    let views = renderer.views.localized(for: job.page).tracking(with: tracker)
    let fields = renderer.fields(of: job, template, views)
    let inputs = inputs(of: job, template, fields, tracker)
    let cause = cached.map { $0.cause(of: inputs) } ?? .new
    guard let cause else {
      return cached.map { .sameFields(CachedPage(inputs, $0.page)) }
        ?? .failed(renderer.render(job))
    }
    return .rendered(CachedPage(inputs, renderer.render(job, template, fields, views)), cause)
  }

  private func isCurrent(_ cached: CachedPage, _ job: RenderJob, _ template: String) -> Bool {
    guard cached.inputs.page == dependencies.numbers[job.page], cached.inputs.template == template,
      cached.inputs.templateFingerprint == templates[template],
      let fingerprint = cached.inputs.dependencyFingerprint
    else { return false }
    return fingerprint == self.fingerprint(of: cached.inputs.dependencies, cached.inputs.templates)
  }

  private func inputs(
    of job: RenderJob, _ template: String, _ fields: PageRenderer.PageValues,
    _ tracker: DependencyTracker
  ) -> CachedPage.Inputs {
    let read = tracker.dependencies(dependencies.numbers)
    let templates = tracker.templates
    let indices = renderer.fieldIndices(of: template)
    return CachedPage.Inputs(
      page: dependencies.numbers[job.page], template: template,
      templateFingerprint: self.templates[template] ?? .zero, dependencies: read,
      templates: templates, dependencyFingerprint: fingerprint(of: read, templates),
      fields: indices, fieldFingerprints: indices.map { Fingerprint(fields.page[$0]) },
      declaredFingerprint: Fingerprint(fields.declared))
  }

  /// The combined fingerprint of dependencies and templates; `nil` if a dependency is on a page that no longer
  /// exists.
  private func fingerprint(of read: [Dependency], _ templates: [String]) -> Fingerprint? {
    var hasher = FingerprintHasher()
    guard dependencies.feed(read, to: &hasher) else { return nil }
    hasher.combine(shared)
    // A missing template is included as zero, because its creation can change the page.
    for template in templates { hasher.combine(self.templates[template] ?? .zero) }
    return hasher.finish()
  }
}
