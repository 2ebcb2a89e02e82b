import Concurrency
import Diagnostics
import Markdown
import SiteModel
import Templates
import YAML

/// Turns sources into a site, without touching disk, clock or environment. The stages, in order:
///
/// 1. **parse** every page, on all cores;
/// 2. **link** them into a `Site`;
/// 3. **index** the pages for search, and make what else concerns the site as a whole;
/// 4. **render** every page by its template, on all cores.
///
/// `SourceLoader` comes before, `OutputWriter` after. A preview builds again and again with one
/// `BuildMemory`; what it makes is byte for byte what a build without one makes.
package struct SiteBuilder: Sendable {
  package struct Options: Sendable {
    /// Replaces the configuration's `base_url`.
    package var baseURL: String?
    /// The address of a site whose configuration has no `base_url`: a preview knows its own.
    package var fallbackURL: String?
    package var includesDrafts = false
    package var includesFuture = false
    /// Makes warnings errors.
    package var isStrict = false
    /// Runs the checks that only give hints, too.
    package var includesHints = false
    /// For an author's eyes: assets keep their names, so that an edit of a style changes one file.
    package var isPreview = false
    /// The day of the build.
    package var day: CalendarDate

    package init(day: CalendarDate) {
      self.day = day
    }
  }

  /// What a build made.
  package struct Build: Sendable {
    package var output: OutputTree
    package var site: Site
    /// Sorted, each once, with the severities that the site asks for.
    package var diagnostics: [Diagnostic]
    /// How those severities were chosen, for what is found later.
    package var policy: SeverityPolicy
    package var report: BuildReport
    /// The same before they were sorted.
    fileprivate(set) var found: [Diagnostic]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Every rule whose severity a site may set.
  package static let configurableRules =
    MarkdownRules.all + SiteModelRules.all + [.searchMiss]
  /// Every rule of Waymark.
  package static let rules =
    YAMLRules.all + MarkdownRules.all + TemplateRules.all + SiteModelRules.all + SiteBuildRules.all

  private let theme: Theme
  private let options: Options

  package init(theme: Theme, options: Options) {
    self.theme = theme
    self.options = options
  }

  /// Builds the whole site, and tells `stage` of each stage before it starts.
  ///
  /// Errors are among the diagnostics; the output is then incomplete. The words of all pages and all pages as HTML
  /// never lie in memory together.
  package func build(_ sources: SourceTree, stage: (Stage) -> Void = { _ in }) -> Build {
    var memory = BuildMemory(isKept: false)
    let linked = linked(sources, &memory, stage)
    stage(.index)
    let (extras, templates) = concurrently(
      {
        var analyses = AnalysisMemory(isKept: false)
        return self.extras(of: linked.site, sources, &analyses)
      },
      { LoadedTemplates(sources, theme, linked.site.configuration.address, options) })
    memory.keep(templates)
    var build = rendered(linked, sources, &memory, stage)
    add(extras, to: &build)
    return build
  }

  /// Builds what readers of a page see, taking over whatever is as it was in the memory.
  ///
  /// `complete` makes the rest.
  package func buildPages(_ sources: SourceTree, _ memory: inout BuildMemory) -> Build {
    rendered(linked(sources, &memory) { _ in }, sources, &memory) { _ in }
  }

  /// Adds what concerns the site as a whole and may follow later: checks, feeds, the search index.
  package func complete(
    _ build: inout Build, _ sources: SourceTree, _ analyses: inout AnalysisMemory
  ) {
    add(extras(of: build.site, sources, &analyses), to: &build)
  }

  // MARK: Stages

  /// A site that is linked and not yet rendered.
  private struct Linked {
    var site: Site
    var files: [(path: ContentPath, bytes: [UInt8])]
    var report: BuildReport
    var allowances: Allowances
    var diagnostics: [Diagnostic]
  }

  private func linked(
    _ sources: SourceTree, _ memory: inout BuildMemory, _ stage: (Stage) -> Void
  ) -> Linked {
    var diagnostics = sources.diagnostics
    let source = sources.configuration ?? SourceText(name: SiteConfiguration.fileName, bytes: [])
    let (configuration, problems) = SiteConfiguration.read(
      source, baseURL: options.baseURL, fallbackURL: options.fallbackURL,
      rules: Self.configurableRules)
    // A configuration that is not there has been reported; what it would say is not missed as well.
    if sources.configuration != nil { diagnostics += problems }

    stage(.parse)
    var report = BuildReport()
    let parsed = parse(sources, configuration, &memory, &report)
    for page in parsed where !page.diagnostics.isEmpty {
      diagnostics += page.diagnostics.filter { !sources.isAboutUnreadData($0, of: page) }
    }

    stage(.link)
    let files = copiedFiles(sources, parsed)
    let site = link(parsed, configuration, files, sources.unreadContent, &memory)
    let allowances = Allowances(parsed, rules: Self.configurableRules)
    return Linked(
      site: site, files: files, report: report, allowances: allowances,
      diagnostics: diagnostics + site.diagnostics + allowances.diagnostics)
  }

  private func rendered(
    _ linked: Linked, _ sources: SourceTree, _ memory: inout BuildMemory, _ stage: (Stage) -> Void
  ) -> Build {
    stage(.render)
    var (report, diagnostics) = (linked.report, linked.diagnostics)
    let output = render(
      linked.site, sources, linked.files, &memory, &report, &diagnostics)
    diagnostics += output.diagnostics
    let policy = SeverityPolicy(
      linked.site.configuration.severities, isStrict: options.isStrict,
      allowances: linked.allowances)
    return Build(
      output: output, site: linked.site, diagnostics: policy.apply(diagnostics), policy: policy,
      report: report, found: diagnostics)
  }

  /// What a build makes beside pages.
  private struct Extras: Sendable {
    var files: [(path: OutputPath, bytes: [UInt8], origin: String)]
    var diagnostics: [Diagnostic]
  }

  /// The search index, and at once, because it leaves a core idle for a third of its time, all else.
  private func extras(
    of site: Site, _ sources: SourceTree, _ analyses: inout AnalysisMemory
  ) -> Extras {
    let known = analyses
    let (index, others) = concurrently(
      { searchIndex(site, known) }, { (outputs(of: site, sources), checks(site, sources)) })
    analyses = index.analyses
    return Extras(files: others.0 + index.files, diagnostics: others.1)
  }

  private func searchIndex(
    _ site: Site, _ known: AnalysisMemory
  ) -> (files: [(path: OutputPath, bytes: [UInt8], origin: String)], analyses: AnalysisMemory) {
    guard site.configuration.hasSearch else { return ([], known) }
    var analyses = known
    let files = SiteIndex(site: site).files(&analyses)
    return (files.map { ($0.path, $0.bytes, "the search index") }, analyses)
  }

  private func outputs(
    of site: Site, _ sources: SourceTree
  ) -> [(path: OutputPath, bytes: [UInt8], origin: String)] {
    // The site's own files for its root take the place of made ones.
    let own = Set(sources.files.filter { $0.path.isForRoot }.map { $0.path.outputPath })
    return Outputs.all.flatMap { $0.files(of: site) }.filter { !own.contains($0.path) }
      .map { ($0.path, $0.bytes, "the site itself") }
  }

  private func checks(_ site: Site, _ sources: SourceTree) -> [Diagnostic] {
    let sizes = Dictionary(
      sources.files.map { ($0.path, $0.bytes.count) }, uniquingKeysWith: { first, _ in first })
    return Checks.problems(
      in: CheckedSite(site, day: options.day, fileSizes: sizes),
      includesHints: options.includesHints)
  }

  private func add(_ extras: Extras, to build: inout Build) {
    for file in extras.files { build.output.add(file.path, file.bytes, from: file.origin) }
    build.found += build.output.diagnostics + extras.diagnostics
    build.diagnostics = build.policy.apply(build.found)
  }

  private func parse(
    _ sources: SourceTree, _ configuration: SiteConfiguration, _ memory: inout BuildMemory,
    _ report: inout BuildReport
  ) -> [ParsedPage] {
    let files = Dictionary(
      sources.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let data: @Sendable (ContentPath) -> SourceText? = { path in
      files[path].map { SourceText(name: "content/" + path.text, bytes: $0) }
    }
    let known = memory.parses(by: configuration.markdown)
    let parsed = sources.pages.concurrentMap { page in
      if let known = known[page.path], known.isParse(of: page.source, data: data) {
        return known
      }
      return ParsedPage.parse(
        page.path, page.source, options: configuration.markdown, data: data)
    }
    report.parsed = parsed.filter { known[$0.path] !== $0 }.map(\.path)
    memory.keep(parsed, by: configuration.markdown, changed: report.parsed)
    return parsed
  }

  /// The files that are published as they are: all but those that are a table's data.
  private func copiedFiles(
    _ sources: SourceTree, _ pages: [ParsedPage]
  ) -> [(path: ContentPath, bytes: [UInt8])] {
    guard !sources.files.isEmpty else { return [] }
    let data = Set(
      pages.compactMap { page in
        page.record.text("data").flatMap { page.path.resolving($0) }
      })
    return sources.files.filter { !data.contains($0.path) }
  }

  private func link(
    _ parsed: [ParsedPage], _ configuration: SiteConfiguration,
    _ files: [(path: ContentPath, bytes: [UInt8])], _ unread: [ContentPath],
    _ memory: inout BuildMemory
  ) -> Site {
    var linkerOptions = SiteLinker.Options(day: options.day)
    linkerOptions.includesDrafts = options.includesDrafts
    linkerOptions.includesFuture = options.includesFuture
    let rootFiles = files.map(\.path).filter(\.isForRoot).map { ContentPath($0.outputPath.text) }
    let outputs = Outputs.linkable(at: configuration.address).map { ContentPath($0.text) }
    let linker = SiteLinker(
      configuration, files: files.map(\.path).filter { !$0.isForRoot },
      outputs: rootFiles + outputs, unread: unread, options: linkerOptions)
    let site = linker.link(parsed, after: memory.site)
    memory.keep(site)
    return site
  }

  private func render(
    _ site: Site, _ sources: SourceTree, _ files: [(path: ContentPath, bytes: [UInt8])],
    _ memory: inout BuildMemory, _ report: inout BuildReport, _ diagnostics: inout [Diagnostic]
  ) -> OutputTree {
    // What a template lacks may be in the one that could not be read.
    guard !sources.hasUnreadTemplates else { return OutputTree() }
    let templates = memory.templates(sources, theme, site.configuration.address, options)
    let problems =
      templates.diagnostics
      + sources.templates.filter { TemplateSource.isTemplate($0.name) }
      .compactMap { InvalidUTF8.problem(in: $0.source) }
    guard problems.isEmpty else {
      diagnostics += problems
      return OutputTree()
    }
    let sizes = Dictionary(
      files.compactMap { file in ImageSize(file.bytes).map { (file.path, $0) } },
      uniquingKeysWith: { first, _ in first })
    let (views, memo) = memory.views(site, templates, sizes)
    let renderer = PageRenderer(views: views, memo: memo)
    let jobs = memory.renderJobs(site)
    let rendered = jobs.concurrentMap(renderer.render)
    report.add(rendered, memo)
    diagnostics += memory.keep(rendered, of: jobs)
    let others =
      files.map { ($0.path.outputPath, $0.bytes, "content/" + $0.path.text) }
      + templates.assets.files.map { ($0.path, $0.bytes, "templates/assets") }
    return memory.outputTree(site, jobs, rendered, others)
  }
}

extension ContentPath {
  private static let rootFolder = "_root/"

  /// Whether the file is published at the site's root, wherever it lies.
  var isForRoot: Bool { text.hasPrefix(Self.rootFolder) }

  /// Whether the file is a page, rather than something to be copied.
  package var isPage: Bool { isMarkdown && !isForRoot }

  /// Where a file that is copied as it is goes.
  var outputPath: OutputPath {
    OutputPath(isForRoot ? String(text.dropFirst(Self.rootFolder.count)) : text)
  }
}
