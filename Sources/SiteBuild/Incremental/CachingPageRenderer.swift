import Concurrency
import SiteModel
import Templates

/// Renders pages, and takes over cached pages whose dependencies are unchanged.
///
/// It decides in two steps. A page whose dependencies and templates have the fingerprints of last time is current.
/// Otherwise its fields are made again, and the cached bytes stay where the fields that the template reads have the same
/// values.
struct CachingPageRenderer: Sendable {
  let renderer: PageRenderer
  let cache: Memo<OutputPath, CachedPage>
  let dependencies: DependencyFingerprints
  /// By template, with what it reads of `site`.
  let templates: [String: Fingerprint]
  /// Of the configuration and the copied files, which any view may read without recording it.
  let shared: Fingerprint

  /// What became of a page.
  enum Outcome: Sendable {
    /// Nothing that it was made from has changed.
    case current(CachedPage)
    /// The fields that its template reads have the same values, though made from other dependencies.
    case sameFields(CachedPage)
    case rendered(CachedPage, RebuildReport.Cause)
    case failed(RenderedPage)

    var page: RenderedPage {
      switch self {
      case .current(let cached), .sameFields(let cached), .rendered(let cached, _): cached.page
      case .failed(let page): page
      }
    }

    /// What the cache does not have yet.
    var new: CachedPage? {
      switch self {
      case .sameFields(let cached), .rendered(let cached, _): cached
      case .current, .failed: nil
      }
    }
  }

  /// Renders a page, or takes it over.
  func render(_ job: RenderJob) -> Outcome {
    guard let template = renderer.template(for: job) else {
      return .failed(renderer.missingTemplate(for: job))
    }
    let cached = cache[job.path]
    if let cached, isCurrent(cached.inputs, job, template) { return .current(cached) }
    let tracker = DependencyTracker(isRecording: true)
    let views = renderer.views.tracking(with: tracker)
    let fields = renderer.fields(of: job, template, views)
    let inputs = inputs(of: job, template, fields, tracker)
    let cause = cached.map { $0.cause(of: inputs) } ?? .new
    guard let cause else {
      return cached.map { .sameFields(CachedPage(inputs, $0.page)) }
        ?? .failed(renderer.render(job))
    }
    return .rendered(CachedPage(inputs, renderer.render(job, template, fields, views)), cause)
  }

  private func isCurrent(_ inputs: CachedPage.Inputs, _ job: RenderJob, _ template: String) -> Bool
  {
    guard inputs.page == dependencies.numbers[job.page], inputs.template == template,
      inputs.templateFingerprint == templates[template],
      let fingerprint = inputs.dependencyFingerprint
    else { return false }
    return fingerprint == self.fingerprint(of: inputs.dependencies, inputs.templates)
  }

  private func inputs(
    of job: RenderJob, _ template: String, _ fields: [Value], _ tracker: DependencyTracker
  ) -> CachedPage.Inputs {
    let read = tracker.dependencies(dependencies.numbers)
    let templates = tracker.templates
    let indices = renderer.fieldIndices(of: template)
    return CachedPage.Inputs(
      page: dependencies.numbers[job.page], template: template,
      templateFingerprint: self.templates[template] ?? .zero, dependencies: read,
      templates: templates, dependencyFingerprint: fingerprint(of: read, templates),
      fields: indices, fieldFingerprints: indices.map { Fingerprint(fields[$0]) })
  }

  /// `nil` where a dependency is on a page that no longer exists.
  private func fingerprint(of read: [Dependency], _ templates: [String]) -> Fingerprint? {
    var hasher = FingerprintHasher()
    guard dependencies.feed(read, to: &hasher) else { return nil }
    hasher.combine(shared)
    // A template that does not exist counts too, because a view may have looked for it.
    for template in templates { hasher.combine(self.templates[template] ?? .zero) }
    return hasher.finish()
  }
}
