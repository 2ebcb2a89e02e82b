import Algorithms
import Diagnostics
import Markdown
import SiteModel
import Templates
import YAML

/// Turns sources into a site, without touching disk, clock or environment. The stages, in order:
///
/// 1. **parse** every page, on all cores;
/// 2. **link** them into a `Site`;
/// 3. **render** every page by its template, on all cores, and make the other files;
/// 4. **index** the pages for search.
///
/// `SourceLoader` comes before, `OutputWriter` after.
package struct SiteBuilder: Sendable {
  package struct Options: Sendable {
    /// Replaces the configuration's `base_url`.
    package var baseURL: String?
    package var includesDrafts = false
    package var includesFuture = false
    /// Makes warnings errors.
    package var isStrict = false
    /// Runs the checks that only give hints, too.
    package var includesHints = false
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

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Every rule whose severity a site may set.
  package static let configurableRules = MarkdownRules.all + SiteModelRules.all + [.searchMiss]
  /// Every rule of Waymark.
  package static let rules =
    YAMLRules.all + MarkdownRules.all + TemplateRules.all + SiteModelRules.all + SiteBuildRules.all

  private let theme: Theme
  private let options: Options

  package init(theme: Theme, options: Options) {
    self.theme = theme
    self.options = options
  }

  /// Builds the site, and tells `stage` of each stage before it starts.
  ///
  /// Errors are among the diagnostics; the output is then incomplete.
  package func build(_ sources: SourceTree, stage: (Stage) -> Void = { _ in }) -> Build {
    var diagnostics = sources.diagnostics
    let source = sources.configuration ?? SourceText(name: SiteConfiguration.fileName, bytes: [])
    let (configuration, problems) = SiteConfiguration.read(
      source, baseURL: options.baseURL, rules: Self.configurableRules)
    diagnostics += problems

    stage(.parse)
    let parsed = parse(sources, configuration)
    diagnostics += parsed.flatMap(\.diagnostics)

    stage(.link)
    let dataFiles = tableData(of: parsed)
    let files = sources.files.filter { !dataFiles.contains($0.path) }
    var linkerOptions = SiteLinker.Options(day: options.day)
    linkerOptions.includesDrafts = options.includesDrafts
    linkerOptions.includesFuture = options.includesFuture
    let rootFiles = files.map(\.path).filter(\.isForRoot).map { ContentPath($0.outputPath.text) }
    let outputs = [Feed.path, Sitemap.path, Robots.path].map { ContentPath($0.text) }
    var linker = SiteLinker(
      configuration, files: files.map(\.path).filter { !$0.isForRoot },
      outputs: rootFiles + outputs, options: linkerOptions)
    let site = linker.link(parsed)
    diagnostics += site.diagnostics
    let sizes = Dictionary(
      files.map { ($0.path, $0.bytes.count) }, uniquingKeysWith: { first, _ in first })
    diagnostics += Checks.problems(
      in: CheckedSite(site, day: options.day, fileSizes: sizes),
      includesHints: options.includesHints)
    let allowances = Allowances(parsed, rules: Self.configurableRules)
    diagnostics += allowances.diagnostics

    stage(.render)
    var output = OutputTree()
    diagnostics += render(site, sources, files, into: &output)
    if configuration.hasSearch {
      stage(.index)
      for file in SiteIndex(site: site).files() {
        output.add(file.path, file.bytes, from: "the search index")
      }
    }
    diagnostics += output.diagnostics
    let policy = SeverityPolicy(
      configuration.severities, isStrict: options.isStrict, allowances: allowances)
    return Build(
      output: output, site: site, diagnostics: policy.apply(diagnostics), policy: policy)
  }

  // MARK: Stages

  private func parse(
    _ sources: SourceTree, _ configuration: SiteConfiguration
  ) -> [ParsedPage] {
    let tables = Dictionary(
      sources.files.filter { $0.path.text.lowercased().hasSuffix(".csv") }.map {
        ($0.path, SourceText(name: "content/" + $0.path.text, bytes: $0.bytes))
      }, uniquingKeysWith: { first, _ in first })
    return sources.pages.concurrentMap { page in
      ParsedPage.parse(
        page.path, page.source, options: configuration.markdown, data: { tables[$0] })
    }
  }

  /// Files that are a table's data, and so published by the table's page.
  private func tableData(of pages: [ParsedPage]) -> Set<ContentPath> {
    Set(
      pages.compactMap { page in
        page.record.text("data").flatMap { page.path.resolving($0) }
      })
  }

  private func render(
    _ site: Site, _ sources: SourceTree, _ files: [(path: ContentPath, bytes: [UInt8])],
    into output: inout OutputTree
  ) -> [Diagnostic] {
    let assets = AssetTable(theme: theme, own: sources.assets)
    let environment = environment(sources, site, assets)
    var diagnostics =
      environment.diagnostics + sources.templates.compactMap { InvalidUTF8.problem(in: $0.source) }
    guard diagnostics.isEmpty else { return diagnostics }
    let sizes = Dictionary(
      files.compactMap { file in ImageSize(file.bytes).map { (file.path, $0) } },
      uniquingKeysWith: { first, _ in first })
    let views = Views(site: site, environment: environment, imageSizes: sizes)
    let renderer = PageRenderer(views: views)
    let pages = site.pages.filter { site.routes[$0.route.text] == .page($0.id) }
    for page in pages.concurrentMap(renderer.render) {
      output.add(page.path, page.bytes, from: page.origin)
      diagnostics += page.diagnostics
    }
    let redirects = Redirects(views: views).files()
    for file in redirects.files { output.add(file.path, file.bytes, from: file.origin) }
    diagnostics += redirects.diagnostics + views.problems.diagnostics
    addFiles(site, assets, files, to: &output)
    return diagnostics
  }

  /// What is no page; the site's own files for its root take the place of made ones.
  private func addFiles(
    _ site: Site, _ assets: AssetTable, _ files: [(path: ContentPath, bytes: [UInt8])],
    to output: inout OutputTree
  ) {
    for file in files {
      output.add(file.path.outputPath, file.bytes, from: "content/" + file.path.text)
    }
    for file in assets.files { output.add(file.path, file.bytes, from: "templates/assets") }
    let own = Set(files.filter { $0.path.isForRoot }.map { $0.path.outputPath })
    for file in Outputs.all.flatMap({ $0.files(of: site) }) where !own.contains(file.path) {
      output.add(file.path, file.bytes, from: "the site itself")
    }
  }

  private func environment(
    _ sources: SourceTree, _ site: Site, _ assets: AssetTable
  ) -> Environment {
    let ownNames = Set(sources.templates.map(\.name))
    let templates = theme.templates.filter { !ownNames.contains($0.name) } + sources.templates
    return Environment(
      templates: templates.map { TemplateSource(name: $0.name, source: $0.source) },
      filters: SiteFilters.all(address: site.configuration.address, assets: assets),
      roots: Views.roots, settings: Settings(trimBlocks: true, lstripBlocks: true))
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
