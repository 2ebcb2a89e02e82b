import Concurrency
import Diagnostics
import SiteModel
import Templates

/// The render stage of an `IncrementalBuilder`.
struct IncrementalRenderer: Sendable {
  /// Results that depend only on the catalog, which most edits leave unchanged.
  private struct CatalogResults: Sendable {
    let catalog: PageCatalog
    let cards: [PageCards]
    let jobs: [RenderJob]

    init(_ site: Site) {
      catalog = site.catalog
      cards = PageCards.all(of: site)
      jobs = RenderJob.all(of: site)
    }
  }

  /// The record `site` that templates read, with its inputs and those of `data`.
  private struct SiteRecord: Sendable {
    let templates: TemplateSet
    let shared: Fingerprint
    let data: SiteData
    let dependencies: [Dependency]
    let dependencyFingerprint: Fingerprint?
    let record: Value
    /// For each template, the fingerprint of its text and of the fields of `site` and `data` that it can read.
    let templateFingerprints: [String: Fingerprint]
  }

  private var catalogResults: CatalogResults?
  private var numbers = PageNumbers()
  private var fingerprints: (site: Site, value: DependencyFingerprints)?
  private var siteRecord: SiteRecord?
  private var pages = Memo<OutputPath, CachedPage>()
  private var output: (paths: [OutputPath], tree: OutputTree)?
  /// The diagnostics of pages whose structured data names addresses that lead to nothing.
  private var lost: [OutputPath: [Diagnostic]] = [:]

  /// The result of the render stage.
  struct Rendering {
    /// `nil` if the templates have errors.
    var views: Views?
    var output = OutputTree()
    var diagnostics: [Diagnostic]
    var report = RebuildReport()
  }

  /// Renders the pages that changed, and reuses the others.
  ///
  /// `components` are those that the pages were parsed with. `pictures` holds the sizes and copies of pictures among the copied files. `others` are the files of the site that are not
  /// pages.
  mutating func render(
    _ site: Site, _ templates: TemplateFingerprints, _ data: SiteData,
    _ translations: Translations, components: ComponentTypes, pictures: PictureTable,
    others: [OutputFile]
  ) -> Rendering {
    let known = catalogResults?.catalog === site.catalog ? catalogResults : nil
    let catalog = known ?? CatalogResults(site)
    catalogResults = catalog
    let dependencies = update(site)
    let views = Views(
      site: site, templates: templates.templates, pictures: pictures,
      cards: catalog.cards, translations: translations)
    let shared = Self.fingerprint(ofFilesIn: site, components, pictures, translations)
    let siteRecord = siteRecord(views, templates, data, dependencies, shared)
    let complete = views.with(site: siteRecord.record, data: siteRecord.data.value)
    let renderer = CachingPageRenderer(
      renderer: PageRenderer(complete), cache: pages,
      dependencies: dependencies, templates: siteRecord.templateFingerprints, shared: shared)
    let outcomes = catalog.jobs.reusing(renderer.current, else: renderer.render)
    pages.store(
      outcomes.lazy.compactMap { outcome in outcome.new.map { ($0.page.file.path, $0) } },
      keys: catalog.jobs.lazy.map(\.path))
    let output = outputTree(site.configuration.address, outcomes, others)
    return Rendering(
      views: complete, output: output, diagnostics: diagnostics(outcomes),
      report: Self.report(outcomes))
  }

  private mutating func update(_ site: Site) -> DependencyFingerprints {
    if fingerprints?.site.catalog !== site.catalog { numbers.add(site.pages) }
    let value = DependencyFingerprints(site, numbers: numbers, after: fingerprints)
    fingerprints = (site, value)
    return value
  }

  /// A fingerprint of the configuration, the components and the copied files, which views read without recording a
  /// dependency.
  private static func fingerprint(
    ofFilesIn site: Site, _ components: ComponentTypes, _ pictures: PictureTable,
    _ translations: Translations
  ) -> Fingerprint {
    var hasher = FingerprintHasher()
    components.feed(to: &hasher)
    hasher.combine(translations.fingerprint)
    hasher.combine(site.configuration.source.bytes)
    for file in site.files {
      hasher.combine(file.text)
      if let size = pictures.size(of: file) {
        hasher.combine(UInt64(size.width), UInt64(size.height))
      }
      for copy in pictures.copies(of: file) { hasher.combine(copy.path.text) }
    }
    return hasher.finish()
  }

  private mutating func siteRecord(
    _ views: Views, _ templates: TemplateFingerprints, _ data: SiteData,
    _ fingerprints: DependencyFingerprints, _ shared: Fingerprint
  ) -> SiteRecord {
    if let siteRecord, siteRecord.templates === templates.templates, siteRecord.shared == shared,
      siteRecord.data === data,
      let fingerprint = fingerprints.fingerprint(of: siteRecord.dependencies),
      fingerprint == siteRecord.dependencyFingerprint
    {
      return siteRecord
    }
    let tracker = DependencyTracker(isRecording: true)
    let record = views.tracking(with: tracker).makeSiteRecord()
    let dependencies = tracker.dependencies(fingerprints.numbers)
    let made = SiteRecord(
      templates: templates.templates, shared: shared, data: data, dependencies: dependencies,
      dependencyFingerprint: fingerprints.fingerprint(of: dependencies), record: record,
      templateFingerprints: templates.including([(.site, record), (.data, data.value)]))
    siteRecord = made
    return made
  }

  /// The tree of all files.
  ///
  /// If the paths are the same as in the previous build, only changed files are replaced in the previous tree.
  private mutating func outputTree(
    _ address: SiteAddress, _ outcomes: [CachingPageRenderer.Outcome], _ others: [OutputFile]
  ) -> OutputTree {
    let paths = outcomes.map { $0.page.file.path } + others.map(\.path)
    var tree = OutputTree()
    var changed = outcomes
    if let output, output.paths == paths {
      tree = output.tree
      changed = outcomes.filter { !$0.isKept }
      for outcome in changed { tree.replace(outcome.page.file) }
      for file in others { tree.replace(file) }
    } else {
      for outcome in outcomes { tree.add(outcome.page.file) }
      for file in others { tree.add(file) }
      lost = [:]
    }
    var addresses = StructuredDataAddresses(of: address, tree)
    for outcome in changed {
      let found = addresses.diagnostics(of: outcome.page)
      lost[outcome.page.file.path] = found.isEmpty ? nil : found
    }
    let hasFailures = changed.contains { if case .failed = $0 { true } else { false } }
    output = tree.diagnostics.isEmpty && !hasFailures ? (paths, tree) : nil
    return tree
  }

  /// The diagnostics of all pages.
  private func diagnostics(_ outcomes: [CachingPageRenderer.Outcome]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for outcome in outcomes { diagnostics += outcome.page.diagnostics }
    guard !lost.isEmpty else { return diagnostics }
    return diagnostics + outcomes.flatMap { lost[$0.page.file.path] ?? [] }
  }

  private static func report(_ outcomes: [CachingPageRenderer.Outcome]) -> RebuildReport {
    var report = RebuildReport()
    for outcome in outcomes {
      switch outcome {
      case .current, .sameFields: break
      case .rendered(let cached, let cause): report.add(cached.page.file.path, cause)
      case .failed(let page): report.add(page.file.path, .new)
      }
    }
    return report
  }
}
