import Diagnostics
import SiteModel
import Synchronization
import Templates

/// The templates and assets of a site, together with those of the theme that the site does not replace.
final class TemplateSet: Sendable {
  /// The files of the theme and of the site.
  let templates: [SourceFile]
  /// The site's own templates that stand beside those of a theme, by name.
  let own: [String: SourceText]
  /// The site's address, which filters add to paths.
  let address: SiteAddress
  /// The address to which assets are relative, which all languages of a site share.
  private let assetAddress: SiteAddress
  /// The words of the site.
  let strings: SiteStrings
  /// The templates in the language of the site.
  let main: Locale
  var environment: Environment { main.environment }
  let assets: AssetTable
  /// The errors in files with the extension of a template.
  ///
  /// Other files in the folder, such as notes, are checked only if a template includes them.
  let diagnostics: [Diagnostic]
  /// Whether pages can be rendered.
  let canRender: Bool
  /// Whether the structured data of pages is checked.
  ///
  /// A build leaves this out where no template is the site's own. The check takes 3 % of the instructions of a build of 1 000 pages.
  let checksData: Bool

  private let stringShape: Shape
  private let locales = Mutex<[LanguageTag: Locale]>([:])

  /// Compiles the templates.
  ///
  /// `strings` are the words of the site. `isHashed` says whether the names of assets contain a hash of their bytes. `look` is that of the site,
  /// `roots` are the variables of templates. `checksTheme` says whether what an unchanged theme writes is checked, too.
  init(
    _ sources: SourceTree, theme: Theme, address: SiteAddress, look: Look,
    assetAddress: SiteAddress, strings: SiteStrings, isHashed: Bool, roots: [String: RootFields],
    checksTheme: Bool
  ) {
    self.address = address
    checksData = checksTheme || !sources.templates.isEmpty
    self.assetAddress = assetAddress
    assets = AssetTable(
      theme: theme.assets, own: sources.icons + sources.assets, look: look, isHashed: isHashed)
    templates = Self.originals(of: theme, besides: sources.templates) + sources.templates
    own =
      theme.templates.isEmpty
      ? [:]
      : Dictionary(sources.templates.map { ($0.name, $0.source) }) { first, _ in first }
    self.strings = strings
    stringShape = Shape(strings.names)
    let environment = Environment(
      templates: templates.filter { !$0.name.hasPrefix(SiteStrings.folder) }.map {
        TemplateSource(name: $0.name, source: $0.source)
      },
      filters: SiteFilters.all(
        address: address, assetAddress: assetAddress, assets: assets, strings: strings.main),
      globals: [(ViewRoot.strings.rawValue, Value(strings.main, stringShape))],
      roots: roots, settings: Settings(trimBlocks: true, lstripBlocks: true, reportsNone: true))
    main = Locale(strings: strings.main, environment: environment)
    guard !sources.hasUnreadTemplates else {
      // A template that seems to be missing may be one of the files that could not be read, which are reported
      // already.
      diagnostics = []
      canRender = false
      return
    }
    diagnostics =
      environment.diagnostics(
        of: environment.templateNames.filter {
          TemplateSource.isTemplate($0) && !$0.hasPrefix(TemplateSource.originalPrefix)
        })
      + sources.templates.filter { TemplateSource.isTemplate($0.name) }
      .compactMap { InvalidUTF8.diagnostic(in: $0.source) }
      + Self.missing(look, in: assets, settings: sources.configuration)
    canRender = !diagnostics.contains { $0.severity == .error }
  }

  /// The theme's templates; those that the site replaces stay within reach under another name.
  ///
  /// A copy that the site has not changed serves as its own original.
  private static func originals(of theme: Theme, besides own: [SourceFile]) -> [SourceFile] {
    let own = Dictionary(own.map { ($0.name, $0.source) }) { first, _ in first }
    return theme.templates.compactMap { file in
      guard let copy = own[file.name] else { return file }
      return copy.bytes == file.source.bytes
        ? nil : SourceFile(name: TemplateSource.originalPrefix + file.name, source: file.source)
    }
  }

  /// The templates in a language.
  func locale(_ strings: LanguageStrings) -> Locale {
    if strings === main.strings { return main }
    return locales.withLock { locales in
      if let known = locales[strings.language] { return known }
      let locale = Locale(
        strings: strings,
        environment: Environment(
          main.environment,
          filters: SiteFilters.all(
            address: address, assetAddress: assetAddress, assets: assets, strings: strings),
          globals: [(ViewRoot.strings.rawValue, Value(strings, stringShape))]))
      locales[strings.language] = locale
      return locale
    }
  }

  /// The names of words that templates read; `nil` where one reads names that are not known before it is rendered.
  var readStrings: Set<String>? {
    let root = ViewRoot.strings.rawValue
    var names: Set<String> = []
    for template in environment.templateNames {
      let reads = environment.reads(of: template)
      if reads.wholeRoots.contains(root) { return nil }
      names.formUnion(reads.fields[root] ?? [])
    }
    return names
  }

  /// Reports files that the look names and that do not exist.
  private static func missing(
    _ look: Look, in assets: AssetTable, settings: SourceText?
  ) -> [Diagnostic] {
    guard let settings else { return [] }
    return look.files.filter { assets[$0.text] == nil }.map { name in
      // The name is that within the folder, not a path to it.
      let short = ["templates/assets/", "assets/", "/"].compactMap { folder in
        name.text.hasPrefix(folder) ? String(name.text.dropFirst(folder.count)) : nil
      }.first { assets[$0] != nil }
      return Diagnostic(
        .missingAsset, "there is no file `templates/assets/\(name.text)`",
        at: settings.location(of: name.range),
        advice: short.map { Advice(certain: settings.yamlScalar($0, replacing: name.range)) }
          ?? Advice(naming: name, from: assets.names, in: settings, else: "put the file there"))
    }
  }
}
