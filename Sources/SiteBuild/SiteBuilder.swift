import Concurrency
import Diagnostics
import Markdown
import SiteModel

/// Turns sources into a site, without access to disk, clock or environment.
///
/// `SourceLoader` is the stage before, `OutputWriter` the one after. `IncrementalBuilder` calls the same functions for
/// a preview.
package struct SiteBuilder: Sendable {
  /// The options of a build that the command line sets.
  package struct Options: Sendable {
    /// Replaces the configuration's `base_url`.
    package var baseURL: String?
    /// The address of a site whose configuration has no `base_url`; a preview passes its own address.
    package var fallbackURL: String?
    /// The address of `feedback` of a site whose configuration has none.
    package var defaultFeedback: String?
    /// Also publishes drafts.
    package var includesDrafts = false
    /// Also publishes pages whose `date` is after `day`.
    package var includesFuture = false
    /// Turns warnings into errors.
    package var isStrict = false
    /// Also runs the checks that only give hints.
    package var includesHints = false
    /// Whether the build is a preview, in which assets keep their names, so that editing a style changes only one
    /// file.
    package var isPreview = false
    /// The forms of the whole guide that are made beside those that the site names.
    package var wholeGuide: Set<WholeGuideForm> = []
    /// The forms that cannot be made here, although the site names them.
    package var omittedForms: Set<WholeGuideForm> = []
    /// Whether pages have no cards, because they cannot be drawn here, although the site asks for them.
    package var omitsCards = false
    /// The day of the build.
    package var day: CalendarDate

    /// Makes the default options for a day: without drafts, and without pages of later days.
    package init(day: CalendarDate) {
      self.day = day
    }
  }

  let options: Options
  private let theme: Theme
  /// The language whose pages are built, for a site with several.
  private var language: SiteLanguage?

  /// Makes a builder; templates and assets of the site replace those of the theme with the same name.
  package init(theme: Theme, options: Options) {
    self.theme = theme
    self.options = options
  }

  /// A builder of the pages in one language of a site that has several.
  func building(_ language: SiteLanguage) -> SiteBuilder {
    var builder = self
    builder.language = language
    return builder
  }

  /// Builds the whole site.
  ///
  /// If there are errors, the output is incomplete. `stage` is called before each stage.
  ///
  /// The index is finished before pages are rendered, so that the words of all pages and the HTML of all pages are
  /// never in memory at the same time.
  package func build(
    _ sources: SourceTree, entering stage: (Stage) -> Void = { _ in }
  ) -> BuildResult {
    let settings = settings(of: sources)
    guard settings.configuration.languages.isEmpty else {
      return Editions(self, sources, settings.configuration).build(entering: stage)
    }
    var result = finished(linked(sources, settings, entering: stage), .none, entering: stage)
    result.addAddressList()
    return result
  }

  /// The stages up to the links between pages.
  func linked(
    _ sources: SourceTree, _ settings: Settings, entering stage: (Stage) -> Void
  ) -> LinkedSite {
    let configuration = settings.configuration
    stage(.parse)
    let components = components(sources)
    let pages = parse(sources, configuration, components)

    stage(.link)
    let copied = copiedFiles(sources, pages)
    let site = linker(configuration, copied, sources, pages).link(pages)
    return LinkedSite(
      sources: sources, pages: pages, copied: copied, site: site,
      diagnostics: settings.problems + components.diagnostics)
  }

  /// The stages after the links between pages.
  func finished(
    _ linked: LinkedSite, _ translations: Translations, entering stage: (Stage) -> Void
  ) -> BuildResult {
    let (sources, site, copied) = (linked.sources, linked.site, linked.copied)
    stage(.index)
    let data = SiteData(sources.data)
    let (index, (templates, views, outputs, findings)) = concurrently(
      { SearchIndexBuilder(site, asked: AskedQuestions(sources.searchTests, site: site)).files() },
      {
        let templates = self.templates(sources, site, data)
        let views =
          canRender(site, templates, data)
          ? self.views(of: linked, templates, data, translations) : nil
        return (
          templates, views, self.outputs(of: site, views, sources), self.findings(in: site, sources)
        )
      })

    stage(.render)
    let rendered = views.map { render(site, $0) } ?? []

    var files = OutputTree()
    for page in rendered { files.add(page.file) }
    if views != nil { files.add(otherFiles(copied, templates, site, sources.pictures)) }
    var addresses = StructuredDataAddresses(of: site.configuration.address, files)
    let lost = rendered.flatMap { addresses.diagnostics(of: $0) }
    files.add(outputs.files + index)
    return BuildResult(
      sources, site, views, linked.pages, files, isStrict: options.isStrict,
      diagnostics: linked.diagnostics + diagnostics(of: site, templates, data, sources)
        + rendered.flatMap(\.diagnostics) + lost + outputs.diagnostics + findings)
  }

  // MARK: Stages

  /// The settings of a site, and what is wrong in them.
  typealias Settings = (configuration: SiteConfiguration, problems: [Diagnostic])

  /// Reads `waymark.yml`.
  func settings(of sources: SourceTree) -> Settings {
    let source = sources.configuration ?? SourceText(name: SiteConfiguration.fileName, bytes: [])
    // The words of the site's own language, whose marks are asked for first.
    var words: SiteStrings?
    var (configuration, problems) = SiteConfiguration.read(
      source, baseURL: options.baseURL, fallbackURL: options.fallbackURL,
      defaultFeedback: options.defaultFeedback,
      rules: Self.configurableRules,
      marks: { language in
        let known = words ?? self.strings(sources, language, of: language)
        words = known
        return known.strings(in: language).quotationMarks
      })
    let siteLanguage = configuration.languageTag
    if let language { configuration = configuration.edition(language) }
    let isKnown = words?.main.language == siteLanguage && configuration.languageTag == siteLanguage
    configuration.strings =
      (isKnown ? words : nil) ?? strings(sources, configuration.languageTag, of: siteLanguage)
    configuration.setWholeGuide(adding: options.wholeGuide, omitting: options.omittedForms)
    if options.omitsCards { configuration.outputs.remove(.cards) }
    // If the file is missing, that is reported already, and its keys are not reported as missing too.
    return (configuration, sources.configuration == nil ? [] : problems)
  }

  /// The words of the theme and of the site.
  private func strings(
    _ sources: SourceTree, _ language: LanguageTag, of siteLanguage: LanguageTag
  ) -> SiteStrings {
    SiteStrings(
      language, of: siteLanguage,
      theme: SiteStrings.files(theme.templates.map { ($0.name, $0.source) }),
      replacing: SiteStrings.files(sources.templates.map { ($0.name, $0.source) }),
      own: sources.strings.map(\.source))
  }

  /// The components that pages can have: those of the site and of the theme.
  func components(_ sources: SourceTree) -> ComponentTypes {
    let files = (sources.templates + theme.templates).filter {
      $0.name.hasPrefix(ComponentTypes.folder)
    }
    return ComponentTypes(files.map { ($0.name, $0.source) })
  }

  private func parse(
    _ sources: SourceTree, _ configuration: SiteConfiguration, _ components: ComponentTypes
  ) -> [ParsedPage] {
    let data = sources.fileTexts
    let options = configuration.markdown.with(components: components.names)
    let places = PagePlaces(sources.pages.map(\.path))
    let languages = FolderLanguages(sources.pages.map(\.source), places, configuration)
    return Array(zip(sources.pages, places.all)).concurrentMap { file, place in
      ParsedPage.parse(
        file.path, at: place, file.source, options: options,
        types: configuration.types, components: components, context: languages.context(of: place),
        data: data)
    }
  }

  /// The files that are copied to the built site: all except the data files of tables.
  func copiedFiles(_ sources: SourceTree, _ pages: [ParsedPage]) -> [SourceFile] {
    guard !sources.files.isEmpty else { return [] }
    let data = Set(
      pages.compactMap { page in
        page.text(.rows).flatMap { page.path.resolving($0) }
      })
    return sources.files.filter { !data.contains($0.path) }
  }

  /// The linker of the site's pages, which are all parsed pages.
  func linker(
    _ configuration: SiteConfiguration, _ copied: [SourceFile], _ sources: SourceTree,
    _ pages: [ParsedPage]
  ) -> SiteLinker {
    var options = SiteLinker.Options(day: options.day)
    options.includesDrafts = self.options.includesDrafts
    options.includesFuture = self.options.includesFuture
    let paths = copied.map(\.path)
    let rootFiles = paths.filter(\.isForRoot).map { ContentPath($0.outputPath.text) }
    let outputs = Outputs.linkable(in: configuration, pages).map { ContentPath($0.text) }
    return SiteLinker(
      configuration, files: paths.filter { !$0.isForRoot }, outputs: rootFiles + outputs,
      unread: sources.unreadContent, options: options)
  }

  /// The feed, the sitemap and the other outputs.
  ///
  /// A file of the site in `content/_root/` replaces the output with the same path. Without views, which a site has
  /// unless its templates have errors, there are no outputs.
  func outputs(
    of site: Site, _ views: Views?, _ sources: SourceTree
  ) -> (files: [OutputFile], diagnostics: [Diagnostic]) {
    guard let views else { return ([], []) }
    let own = Set(sources.files.map(\.path).filter(\.isForRoot).map(\.outputPath))
    let (files, diagnostics) = Outputs.files(of: site, views, copied: sources.files)
    return (files.filter { !own.contains($0.path) }, diagnostics)
  }

  /// The diagnostics of the checks of a linked site.
  func findings(in site: Site, _ sources: SourceTree) -> [Diagnostic] {
    let files = Dictionary(
      sources.files.map { ($0.path, $0.source) }, uniquingKeysWith: { first, _ in first })
    return Checks.diagnostics(
      in: CheckedSite(site, day: options.day, files: files),
      includesHints: options.includesHints)
      + (options.includesHints ? ThemeCopy.diagnostics(in: sources, theme: theme) : [])
  }

  /// Compiles the templates of the site and the theme.
  func templates(_ sources: SourceTree, _ site: Site, _ data: SiteData) -> TemplateSet {
    TemplateSet(
      sources, theme: theme, address: site.configuration.address, look: site.configuration.look,
      assetAddress: site.configuration.assetAddress, strings: site.configuration.strings,
      isHashed: !options.isPreview,
      roots: Views.roots(
        data: data.names, strings: site.configuration.strings.names,
        siteFields: site.configuration.types.knownSiteFieldNames),
      checksTheme: options.includesHints)
  }

  /// Whether the templates, and the data and kinds that they read, are free of errors.
  func canRender(_ site: Site, _ templates: TemplateSet, _ data: SiteData) -> Bool {
    templates.canRender && data.isValid && site.configuration.types.faults != .errors
  }

  /// What is wrong with the templates, and the data and words that they read.
  func diagnostics(
    of site: Site, _ templates: TemplateSet, _ data: SiteData, _ sources: SourceTree
  ) -> [Diagnostic] {
    let found =
      data.diagnostics + templates.diagnostics + site.configuration.strings.diagnostics
    // Templates, data and kinds that cannot be read may use what seems to be unused.
    return canRender(site, templates, data) ? found + unused(templates, site, sources) : found
  }

  /// Reports words and templates of the site that nothing shows.
  private func unused(
    _ templates: TemplateSet, _ site: Site, _ sources: SourceTree
  ) -> [Diagnostic] {
    let configuration = site.configuration
    return configuration.strings.unknown(
      read: templates.readStrings, types: configuration.types)
      + (options.includesHints
        ? UnusedTemplates.diagnostics(in: sources, templates, configuration.types, theme: theme)
        : [])
  }

  private func views(
    of linked: LinkedSite, _ templates: TemplateSet, _ data: SiteData,
    _ translations: Translations
  ) -> Views {
    let views = Views(
      site: linked.site, templates: templates,
      pictures: PictureTable(linked.copied, linked.sources.pictures),
      cards: PageCards.all(of: linked.site), translations: translations)
    return views.with(site: views.makeSiteRecord(), data: data.value)
  }

  private func render(_ site: Site, _ views: Views) -> [RenderedPage] {
    RenderJob.all(of: site).concurrentMap(PageRenderer(views).render)
  }

  /// The files beside the pages: copied files, and the assets of the templates.
  ///
  /// If pages are in the site's folder itself, only files that pages use are copied. Pictures are copied without the
  /// place where they were taken.
  func otherFiles(
    _ copied: [SourceFile], _ templates: TemplateSet, _ site: Site,
    _ pictures: [ContentPath: [PictureCopy]]
  ) -> [OutputFile] {
    let used = site.configuration.content.isSite ? site.usedFiles : nil
    let files = copied.filter { file in
      file.path.isForRoot || used.map { $0.contains(file.path) } ?? true
    }
    let copies = files.concurrentMap { file in
      OutputFile(
        file.path.outputPath, PictureMetadata.withoutPlace(file.bytes) ?? file.bytes,
        origin: file.source.name)
    }
    // Two pictures with the same bytes have the same copies.
    var smaller: [OutputPath: OutputFile] = [:]
    for file in files {
      for copy in pictures[file.path] ?? [] {
        smaller[copy.path] = OutputFile(copy.path, copy.bytes, origin: file.source.name)
      }
    }
    // All languages share the assets of the first.
    let assets = site.configuration.isTranslation ? [] : templates.assets.files
    return copies + smaller.values.sorted { $0.path < $1.path } + assets
  }
}
