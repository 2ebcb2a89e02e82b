import Concurrency
import Diagnostics
import Markdown
import SiteModel

/// Builds a site repeatedly, for a preview or an editor, and reuses results of the previous build.
///
/// The output of each build equals that of `SiteBuilder.build` for the same sources, byte for byte. It calls the same
/// functions as `SiteBuilder`, and keeps the results of each stage. A result is reused if its inputs are unchanged:
///
/// | stage | result | key | valid while |
/// | --- | --- | --- | --- |
/// | parse | page | path | its bytes, its place, its table's data, the Markdown options, the types and the components are the same |
/// | link | site | | `SiteLinker` compares the pages with those of the previous site |
/// | index | analysis of a page | path | the parsed page, its address and the index's settings are the same |
/// | render | templates | | the files, the site's address, and the names of data and fields are the same |
/// | | data | | the files are the same |
/// | | page | output path | its template and the fingerprints of its dependencies are the same |
///
/// Results that the last build did not use are dropped.
package struct IncrementalBuilder: Sendable {
  /// The inputs of the compiled templates.
  private struct TemplateInputs: Equatable {
    let templates: [SourceFile]
    let assets: [SourceFile]
    let address: SiteAddress
    let isUnread: Bool
    let data: [String]
    let siteFields: [String]?
    let look: Look
    let strings: SiteStrings
    let icons: [SourceFile]
  }

  private var builder: SiteBuilder
  /// The builders of the languages of a site that has several.
  private var editions: [(tag: LanguageTag, builder: IncrementalBuilder)] = []
  private var markdown: MarkdownOptions?
  private var types = ContentTypes.builtIn
  private var components = ComponentTypes.none
  private var places = PagePlaces.none
  private var languages = FolderLanguages.none
  private var strings = SiteStrings.none
  private var pages = Memo<ContentPath, ParsedPage>()
  /// The site of the last build.
  package private(set) var site: Site?
  private var templates: (inputs: TemplateInputs, fingerprints: TemplateFingerprints)?
  private var data: (files: [SourceFile], value: SiteData) = ([], .none)
  private var renderer = IncrementalRenderer()

  /// Makes a builder without earlier results.
  ///
  /// - Parameter builder: The builder whose options and theme apply to every build.
  package init(_ builder: SiteBuilder) {
    self.builder = builder
  }

  /// Builds the pages; `IncrementalIndexer` adds the search index and the other site-level files.
  ///
  /// `overlay` holds unsaved texts, which are used instead of the files in `sources`.
  package mutating func buildPages(
    _ sources: SourceTree, overlay: SourceOverlay = [:]
  ) -> (result: BuildResult, report: RebuildReport) {
    let sources = overlay.isEmpty ? sources : sources.overlaid(by: overlay)
    let settings = builder.settings(of: sources)
    guard settings.configuration.languages.isEmpty else {
      return buildEditions(sources, settings.configuration)
    }
    editions = []
    return finish(link(sources, settings), .none)
  }

  /// Builds the languages of a site that has several, each by a builder of its own.
  private mutating func buildEditions(
    _ sources: SourceTree, _ configuration: SiteConfiguration
  ) -> (result: BuildResult, report: RebuildReport) {
    let current = Editions(builder, sources, configuration)
    let known = editions
    editions = current.all.map { edition in
      var builder =
        known.first { $0.tag == edition.tag }?.builder ?? IncrementalBuilder(edition.builder)
      builder.builder = edition.builder
      return (edition.tag, builder)
    }
    var linked: [LinkedSite] = []
    for (index, edition) in current.all.enumerated() {
      linked.append(
        editions[index].builder.link(
          edition.sources, edition.builder.settings(of: edition.sources)))
    }
    let translations = Translations(linked.map(\.site), files: linked.map(\.copied))
    var results: [BuildResult] = []
    var report = RebuildReport()
    for (index, edition) in current.all.enumerated() {
      let (result, own) = editions[index].builder.finish(linked[index], translations)
      results.append(result)
      for (path, cause) in own.rendered {
        report.add(OutputPath(edition.prefix + path.text), cause)
      }
    }
    site = linked.first?.site
    return (current.joined(results, translations), report)
  }

  private mutating func link(
    _ sources: SourceTree, _ settings: SiteBuilder.Settings
  ) -> LinkedSite {
    var (configuration, problems) = settings
    // Types are compared by reference, so types that are declared alike stay the same values.
    if configuration.types == types { configuration.types = types }
    // Likewise words, whose languages are read once.
    if configuration.strings == strings { configuration.strings = strings }
    strings = configuration.strings
    let components = builder.components(sources)
    let pages = parse(sources, configuration, components)
    let copied = builder.copiedFiles(sources, pages)
    let site = builder.linker(configuration, copied, sources, pages).link(pages, after: site)
    self.site = site
    return LinkedSite(
      sources: sources, pages: pages, copied: copied, site: site,
      diagnostics: problems + components.diagnostics)
  }

  private mutating func finish(
    _ linked: LinkedSite, _ translations: Translations
  ) -> (result: BuildResult, report: RebuildReport) {
    let rendering = render(linked.site, linked.copied, linked.sources, translations)
    let result = BuildResult(
      linked.sources, linked.site, rendering.views, linked.pages, rendering.output,
      isStrict: builder.options.isStrict, diagnostics: linked.diagnostics + rendering.diagnostics)
    return (result, rendering.report)
  }

  private mutating func render(
    _ site: Site, _ copied: [SourceFile], _ sources: SourceTree, _ translations: Translations
  ) -> IncrementalRenderer.Rendering {
    if sources.data != data.files { data = (sources.data, SiteData(sources.data)) }
    let data = data.value
    let inputs = TemplateInputs(
      templates: sources.templates, assets: sources.assets, address: site.configuration.address,
      isUnread: sources.hasUnreadTemplates, data: data.names,
      siteFields: site.configuration.types.knownSiteFieldNames, look: site.configuration.look,
      strings: site.configuration.strings, icons: sources.icons)
    let known = templates?.inputs == inputs ? templates?.fingerprints : nil
    let templates = known ?? TemplateFingerprints(builder.templates(sources, site, data))
    self.templates = (inputs, templates)
    let diagnostics = builder.diagnostics(of: site, templates.templates, data, sources)
    guard builder.canRender(site, templates.templates, data) else {
      return IncrementalRenderer.Rendering(diagnostics: diagnostics)
    }
    var rendering = renderer.render(
      site, templates, data, translations, components: components,
      pictures: PictureTable(copied, sources.pictures),
      others: builder.otherFiles(copied, templates.templates, site, sources.pictures))
    rendering.diagnostics += diagnostics
    return rendering
  }

  private mutating func parse(
    _ sources: SourceTree, _ configuration: SiteConfiguration, _ components: ComponentTypes
  ) -> [ParsedPage] {
    let types = configuration.types
    let options = configuration.markdown.with(components: components.names)
    if markdown != options || self.types !== types || self.components != components {
      pages.removeAll()
    }
    (markdown, self.types, self.components) = (options, types, components)
    let places = PagePlaces(sources.pages.map(\.path), after: self.places)
    let languages = FolderLanguages(sources.pages.map(\.source), places, configuration)
    let isPlaced = places == self.places && languages == self.languages
    (self.places, self.languages) = (places, languages)
    let data = sources.fileTexts
    typealias Parsed = (page: ParsedPage, isNew: Bool)
    let parsed = Array(zip(sources.pages, places.all)).reusing { file, place -> Parsed? in
      guard let page = pages[file.path], page.isParse(of: file.source, data: data),
        isPlaced || page.isParsed(at: place, in: languages.context(of: place))
      else { return nil }
      return (page, false)
    } else: { file, place in
      let page = ParsedPage.parse(
        file.path, at: place, file.source, options: options, types: types, components: components,
        context: languages.context(of: place), data: data)
      return (page, true)
    }
    pages.store(
      parsed.lazy.filter(\.isNew).map { ($0.page.path, $0.page) },
      keys: parsed.lazy.map(\.page.path))
    return parsed.map(\.page)
  }
}
