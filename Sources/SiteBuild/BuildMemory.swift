import Concurrency
import Diagnostics
import Markdown
import Search
import SiteModel
import Templates

/// What a preview remembers from one build to the next.
///
/// Three tables of results, each with what it was made from: pages by their bytes, the linked site by the heads
/// of its pages, rendered files by what their views asked. There is no graph of dependencies: whether a result still
/// holds is found by comparing what it was made from. A build that keeps nothing uses one of these too, and drops it.
package struct BuildMemory: Sendable {
  private let isKept: Bool
  private var parsed: [ContentPath: ParsedPage] = [:]
  private var markdown: MarkdownOptions?
  package private(set) var site: Site?
  private var templates: LoadedTemplates?
  private var numbers = PageNumbers()
  private var siteView: SiteView?
  private var cards: (directory: PageCatalog, values: [PageCards])?
  private var jobs: (directory: PageCatalog, jobs: [RenderJob])?
  private var facts: (site: Site, facts: SiteFacts)?
  private var entries: [String: RenderMemo.Entry] = [:]
  /// What was said while entries were rendered, by their paths; most say nothing.
  private var said: [String: [Diagnostic]] = [:]
  private var output: (jobs: PageCatalog, files: [OutputPath], tree: OutputTree)?

  /// Without `isKept` nothing is remembered, and no time is spent on remembering.
  package init(isKept: Bool = true) {
    self.isKept = isKept
  }

  // MARK: Parses

  /// The pages that were parsed with these options.
  func parses(by options: MarkdownOptions) -> [ContentPath: ParsedPage] {
    markdown == options ? parsed : [:]
  }

  mutating func keep(
    _ pages: [ParsedPage], by options: MarkdownOptions, changed: [ContentPath]
  ) {
    guard isKept else { return }
    if markdown == options, pages.count == parsed.count, changed.allSatisfy({ parsed[$0] != nil }) {
      let changed = Set(changed)
      for page in pages where changed.contains(page.path) { parsed[page.path] = page }
    } else {
      markdown = options
      parsed = Dictionary(pages.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  mutating func keep(_ site: Site) {
    if isKept { self.site = site }
  }

  // MARK: Rendering

  mutating func templates(
    _ sources: SourceTree, _ theme: Theme, _ address: SiteAddress, _ options: SiteBuilder.Options
  ) -> LoadedTemplates {
    if let templates, templates.isMade(of: sources, address) { return templates }
    let made = LoadedTemplates(sources, theme, address, options)
    keep(made)
    return made
  }

  mutating func keep(_ templates: LoadedTemplates) { self.templates = templates }

  mutating func cards(_ site: Site) -> [PageCards] {
    if let cards, cards.directory === site.catalog { return cards.values }
    let made = site.pages.concurrentMap { PageCards($0) }
    cards = (site.catalog, made)
    return made
  }

  /// The views of a site, and what rendered files may be taken over; `nil` where nothing is kept.
  mutating func views(
    _ site: Site, _ templates: LoadedTemplates, _ sizes: [ContentPath: ImageSize]
  ) -> (Views, RenderMemo?) {
    let views = Views(
      site: site, environment: templates.environment, imageSizes: sizes, cards: cards(site))
    guard isKept else { return (views.seeing(nil), nil) }
    numbers.add(site.pages)
    let facts = SiteFacts(site, numbers: numbers, after: facts)
    self.facts = (site, facts)
    var common = FingerprintHasher()
    common.combine(site.configuration.source.bytes)
    for file in site.files {
      common.combine(file.text)
      if let size = sizes[file] { common.combine(UInt64(size.width), UInt64(size.height)) }
    }
    let (record, code) = siteRecord(views, templates, facts, common.finish())
    return (
      views.seeing(record), RenderMemo(entries, facts, code: code, common: common.finish())
    )
  }

  /// What templates see of `site`, and what each template is made of with what it reads of that.
  private mutating func siteRecord(
    _ views: Views, _ templates: LoadedTemplates, _ facts: SiteFacts, _ common: Fingerprint
  ) -> (Value, [String: Fingerprint]) {
    if let siteView, siteView.templates === templates, siteView.common == common,
      let answers = facts.fingerprint(of: siteView.facts), answers == siteView.answers
    {
      return (siteView.record, siteView.code)
    }
    let trace = ReadTrace(isRecording: true)
    let record = views.noting(in: trace).seeing(nil).siteRecord
    let asked = trace.facts(facts.numbers)
    let made = SiteView(
      templates: templates, common: common, facts: asked, answers: facts.fingerprint(of: asked),
      record: record, code: templates.code(record))
    siteView = made
    return (record, made.code)
  }

  /// What templates saw of `site`, and what that was made of.
  private struct SiteView: Sendable {
    let templates: LoadedTemplates
    let common: Fingerprint
    let facts: [Fact]
    let answers: Fingerprint?
    let record: Value
    let code: [String: Fingerprint]
  }

  /// The files that the pages become.
  mutating func renderJobs(_ site: Site) -> [RenderJob] {
    if let jobs, jobs.directory === site.catalog { return jobs.jobs }
    let made = RenderJob.all(of: site)
    jobs = (site.catalog, made)
    return made
  }

  /// Remembers what was rendered, and answers with all that was said of pages, those that were left alone too.
  mutating func keep(_ rendered: [PageRenderer.Rendered?], of jobs: [RenderJob]) -> [Diagnostic] {
    guard isKept else { return rendered.flatMap { $0?.diagnostics ?? [] } }
    var unkept: [Diagnostic] = []
    for case let page? in rendered {
      guard let entry = page.entry else {
        unkept += page.diagnostics
        continue
      }
      entries[page.path.text] = entry
      said[page.path.text] = entry.diagnostics.isEmpty ? nil : entry.diagnostics
    }
    if entries.count > jobs.count {
      let paths = Set(jobs.map(\.path.text))
      entries = entries.filter { paths.contains($0.key) }
      said = said.filter { paths.contains($0.key) }
    }
    return unkept + said.values.flatMap(\.self)
  }

  /// All files: those of pages, then others.
  ///
  /// While the directory and the names of the other files are as they were, the tree is too, but for some bytes.
  mutating func outputTree(
    _ site: Site, _ jobs: [RenderJob], _ rendered: [PageRenderer.Rendered?],
    _ others: [(path: OutputPath, bytes: [UInt8], origin: String)]
  ) -> OutputTree {
    let names = others.map(\.path)
    if let output, output.jobs === site.catalog, output.files == names {
      var tree = output.tree
      self.output = nil
      for case let page? in rendered { tree.replace(page.path, page.bytes) }
      for file in others { tree.replace(file.path, file.bytes) }
      self.output = (site.catalog, names, tree)
      return tree
    }
    var tree = OutputTree()
    for (job, page) in zip(jobs, rendered) {
      tree.add(job.path, page?.bytes ?? entries[job.path.text]?.bytes ?? [], from: job.origin)
    }
    for file in others { tree.add(file.path, file.bytes, from: file.origin) }
    output = isKept && tree.diagnostics.isEmpty ? (site.catalog, names, tree) : nil
    return tree
  }
}

/// A site's templates, compiled, and its assets.
final class LoadedTemplates: Sendable {
  let environment: Environment
  let assets: AssetTable
  /// What each template is made of: its text, those of all it can reach, what filters know.
  private let texts: [String: Fingerprint]
  private let ownTemplates: [(name: String, source: SourceText)]
  private let ownAssets: [(name: String, bytes: [UInt8])]
  private let address: SiteAddress

  init(
    _ sources: SourceTree, _ theme: Theme, _ address: SiteAddress, _ options: SiteBuilder.Options
  ) {
    ownTemplates = sources.templates
    ownAssets = sources.assets
    self.address = address
    assets = AssetTable(theme: theme, own: sources.assets, isHashed: !options.isPreview)
    let ownNames = Set(sources.templates.map(\.name))
    let templates = theme.templates.filter { !ownNames.contains($0.name) } + sources.templates
    environment = Environment(
      templates: templates.map { TemplateSource(name: $0.name, source: $0.source) },
      filters: SiteFilters.all(address: address, assets: assets),
      roots: Views.roots, settings: Settings(trimBlocks: true, lstripBlocks: true))
    let sourceTexts = Dictionary(
      templates.map { ($0.name, Fingerprint($0.source.bytes)) },
      uniquingKeysWith: { first, _ in first })
    let (environment, assets) = (environment, assets)
    texts = Dictionary(
      environment.templateNames.map { name in
        var hasher = FingerprintHasher()
        hasher.combine(address.origin ?? "")
        hasher.combine(address.root)
        for file in assets.files { hasher.combine(file.path.text) }
        for template in environment.reads(of: name).templates.sorted() {
          hasher.combine(template)
          hasher.combine(sourceTexts[template] ?? .zero)
        }
        return (name, hasher.finish())
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What is wrong with the templates; other files beside them, such as notes, count where they are
  /// named.
  var diagnostics: [Diagnostic] {
    environment.diagnostics(of: environment.templateNames.filter(TemplateSource.isTemplate))
  }

  /// What each template is made of, with what it can read of `site`.
  func code(_ site: Value) -> [String: Fingerprint] {
    guard case .record(let record) = site else { return texts }
    let values = record.values.map { Fingerprint($0) }
    let fields = Dictionary(
      zip(record.shape.fields, values), uniquingKeysWith: { first, _ in first })
    let root = ViewRoot.site.rawValue
    return Dictionary(
      texts.map { name, text in
        var hasher = FingerprintHasher()
        hasher.combine(text)
        let reads = environment.reads(of: name)
        if reads.wholeRoots.contains(root) { for value in values { hasher.combine(value) } }
        for field in (reads.fields[root] ?? []).sorted() {
          hasher.combine(fields[field] ?? .zero)
        }
        return (name, hasher.finish())
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the same files would be loaded again.
  func isMade(of sources: SourceTree, _ address: SiteAddress) -> Bool {
    address == self.address
      && sources.templates.elementsEqual(ownTemplates) {
        $0.name == $1.name && $0.source.bytes == $1.source.bytes
      }
      && sources.assets.elementsEqual(ownAssets) { $0.name == $1.name && $0.bytes == $1.bytes }
  }
}
