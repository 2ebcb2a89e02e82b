import Concurrency
import Diagnostics
import Markdown
import SiteModel

/// Builds a site again and again, for a preview or an editor.
///
/// Each build makes byte for byte what `SiteBuilder.build` makes of the same sources.
///
/// It calls the same functions as `SiteBuilder`, and around each stage keeps the results of the build before. A
/// result is used again where everything that it was made from is the same:
///
/// | stage | result | by | valid while |
/// | --- | --- | --- | --- |
/// | parse | page | path | its bytes, its table's data and the Markdown options are the same |
/// | link | site | | `SiteLinker` compares pages with those of the site before |
/// | index | analysis of a page | path | the parsed page, its address and the index's settings are the same |
/// | render | templates | | the files and the site's address are the same |
/// | | page | output path | its template and the fingerprints of its dependencies are the same |
///
/// A memo drops what the last build did not use.
package struct IncrementalBuilder: Sendable {
  /// What templates are compiled from.
  private struct TemplateInputs: Equatable {
    let templates: [SourceFile]
    let assets: [SourceFile]
    let address: SiteAddress
    let isUnread: Bool
  }

  private let builder: SiteBuilder
  private var markdown: MarkdownOptions?
  private var pages = Memo<ContentPath, ParsedPage>()
  /// The site of the last build.
  package private(set) var site: Site?
  private var templates: (inputs: TemplateInputs, fingerprints: TemplateFingerprints)?
  private var renderer = IncrementalRenderer()

  /// - Parameter builder: Its options and theme hold for every build.
  package init(_ builder: SiteBuilder) {
    self.builder = builder
  }

  /// Builds the pages, and leaves to `IncrementalIndexer` what concerns the site as a whole.
  ///
  /// `overlay` are unsaved texts, used instead of the files of `sources`.
  package mutating func buildPages(
    _ sources: SourceTree, overlay: SourceOverlay = [:]
  ) -> (result: BuildResult, report: RebuildReport) {
    let sources = overlay.isEmpty ? sources : sources.overlaid(by: overlay)
    let (configuration, problems) = builder.configuration(of: sources)
    let pages = parse(sources, configuration.markdown)
    let copied = builder.copiedFiles(sources, pages)
    let site = builder.linker(configuration, copied, sources).link(pages, after: site)
    self.site = site
    let rendering = render(site, copied, sources)
    let result = BuildResult(
      sources, site, pages, rendering.output, isStrict: builder.options.isStrict,
      diagnostics: problems + rendering.diagnostics)
    return (result, rendering.report)
  }

  private mutating func render(
    _ site: Site, _ copied: [SourceFile], _ sources: SourceTree
  ) -> IncrementalRenderer.Rendering {
    let inputs = TemplateInputs(
      templates: sources.templates, assets: sources.assets, address: site.configuration.address,
      isUnread: sources.hasUnreadTemplates)
    let known = templates?.inputs == inputs ? templates?.fingerprints : nil
    let templates = known ?? TemplateFingerprints(builder.templates(sources, site))
    self.templates = (inputs, templates)
    guard templates.templates.canRender else {
      return IncrementalRenderer.Rendering(diagnostics: templates.templates.diagnostics)
    }
    return renderer.render(
      site, templates, images: ImageSize.sizes(of: copied),
      others: builder.otherFiles(copied, templates.templates))
  }

  private mutating func parse(_ sources: SourceTree, _ options: MarkdownOptions) -> [ParsedPage] {
    if markdown != options { pages.removeAll() }
    markdown = options
    let (known, data) = (pages, sources.fileTexts)
    let parsed = sources.pages.concurrentMap { file -> (page: ParsedPage, isNew: Bool) in
      if let page = known[file.path], page.isParse(of: file.source, data: data) {
        return (page, false)
      }
      return (ParsedPage.parse(file.path, file.source, options: options, data: data), true)
    }
    pages.store(
      parsed.lazy.filter(\.isNew).map { ($0.page.path, $0.page) },
      keys: parsed.lazy.map(\.page.path))
    return parsed.map(\.page)
  }
}
