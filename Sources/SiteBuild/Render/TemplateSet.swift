import Diagnostics
import SiteModel
import Templates

/// The templates and assets of a site, together with those of the theme that the site does not replace.
final class TemplateSet: Sendable {
  /// The files of the theme and of the site.
  let templates: [SourceFile]
  /// The site's address, which filters add to paths.
  let address: SiteAddress
  let environment: Environment
  let assets: AssetTable
  /// Errors in the templates.
  ///
  /// Other files beside them, such as notes, count only where a template includes them.
  let diagnostics: [Diagnostic]
  /// Whether pages can be rendered.
  let canRender: Bool

  /// Compiles the templates.
  ///
  /// `isHashed` says whether the names of assets change with their bytes.
  init(_ sources: SourceTree, theme: Theme, address: SiteAddress, isHashed: Bool) {
    self.address = address
    assets = AssetTable(theme: theme.assets, own: sources.assets, isHashed: isHashed)
    let ownNames = Set(sources.templates.map(\.name))
    templates = theme.templates.filter { !ownNames.contains($0.name) } + sources.templates
    environment = Environment(
      templates: templates.map { TemplateSource(name: $0.name, source: $0.source) },
      filters: SiteFilters.all(address: address, assets: assets),
      roots: Views.roots, settings: Settings(trimBlocks: true, lstripBlocks: true))
    guard !sources.hasUnreadTemplates else {
      // What seems to be missing may be in a file that could not be read, which has been reported.
      diagnostics = []
      canRender = false
      return
    }
    diagnostics =
      environment.diagnostics(of: environment.templateNames.filter(TemplateSource.isTemplate))
      + sources.templates.filter { TemplateSource.isTemplate($0.name) }
      .compactMap { InvalidUTF8.diagnostic(in: $0.source) }
    canRender = diagnostics.isEmpty
  }
}
