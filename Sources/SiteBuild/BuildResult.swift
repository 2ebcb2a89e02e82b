import Diagnostics
import SiteModel

/// The result of a build: the site, its files, and the diagnostics.
package struct BuildResult: Sendable {
  /// The sources of the site.
  package private(set) var sources: SourceTree
  /// The linked site.
  package let site: Site
  /// The views of the site; `nil` if its templates have errors.
  let views: Views?
  /// The files of the built site.
  package private(set) var output: OutputTree
  /// The diagnostics after `policy` was applied: sorted, and without repetitions.
  package private(set) var diagnostics: [Diagnostic]
  /// Applies the site's severities and suppressions, also to diagnostics that are found later.
  package let policy: SeverityPolicy
  /// The results of each language with the folder of its files, for a site with several.
  private(set) var editions: [(prefix: String, result: BuildResult)] = []
  /// The results of each language, that of the site first; this result alone for a site of one language.
  package var languages: [BuildResult] { parts.map(\.result) }
  /// The results of each language with the folder of its files.
  package var parts: [(prefix: String, result: BuildResult)] {
    editions.isEmpty ? [("", self)] : editions
  }
  /// The diagnostics that belong to no language, for a site with several.
  private(set) var shared: [Diagnostic] = []
  /// The diagnostics before the policy was applied.
  private var reported: [Diagnostic]

  /// Whether the site must not be published.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Collects the diagnostics of all stages.
  ///
  /// - Parameters:
  ///   - sources: The sources of the site.
  ///   - site: The linked site.
  ///   - views: The views of the site; `nil` if its templates have errors.
  ///   - pages: All parsed pages, including unpublished ones.
  ///   - output: The files of the built site.
  ///   - isStrict: Whether warnings become errors.
  ///   - diagnostics: The diagnostics of the configuration, the checks and the templates.
  init(
    _ sources: SourceTree, _ site: Site, _ views: Views?, _ pages: [ParsedPage],
    _ output: OutputTree,
    isStrict: Bool, diagnostics: [Diagnostic]
  ) {
    let suppressions = Suppressions(pages, rules: SiteBuilder.configurableRules)
    self.sources = sources
    self.site = site
    self.views = views
    self.output = output
    policy = SeverityPolicy(
      site.configuration.severities, isStrict: isStrict, suppressions: suppressions)
    reported = sources.diagnostics + diagnostics
    for page in pages where !page.diagnostics.isEmpty {
      reported += page.diagnostics.filter { !sources.isAboutUnreadData($0, of: page) }
    }
    reported += site.diagnostics + suppressions.diagnostics + output.diagnostics
    self.diagnostics = []
    applyPolicy()
  }

  /// Sets the diagnostics to what the policy makes of all that were reported.
  private mutating func applyPolicy() {
    let settings = site.configuration.source.name
    // If the settings cannot be read, the content folder, the kinds and the severities are those of no site.
    diagnostics = policy.apply(
      site.configuration.isUnreadable
        ? reported.filter { $0.location?.path == settings } : reported)
  }

  /// Joins the results of the languages of a site, of which the first is that of the site.
  ///
  /// - `prefixes`: The folders of their files in the built site.
  init(
    joining results: [BuildResult], prefixes: [String], of sources: SourceTree,
    diagnostics: [Diagnostic]
  ) {
    self = results[0]
    self.sources = sources
    editions = zip(prefixes, results).map { ($0, $1) }
    for (prefix, result) in zip(prefixes, results).dropFirst() {
      output.add(result.output.files.map { $0.moved(to: prefix) })
      reported += result.diagnostics
    }
    reported += output.diagnostics + diagnostics
    if reported.contains(where: { $0.rule == UnusedPicture.rule }) {
      let used = Self.usedFiles(of: results.map(\.site), results.map(\.sources))
      reported.removeAll { $0.rule == UnusedPicture.rule && used.contains($0.location?.path ?? "") }
    }
    shared = diagnostics
    applyPolicy()
  }

  /// The files that pages of any language use, by the paths that diagnostics show.
  private static func usedFiles(of sites: [Site], _ sources: [SourceTree]) -> Set<String> {
    var used: Set<String> = []
    let texts = sources.map(\.fileTexts)
    for (site, texts) in zip(sites, texts) {
      used.formUnion(site.usedFiles.compactMap { texts($0)?.name })
    }
    let folders = zip(sites, texts)
    for case .language(let link) in sites.lazy.flatMap(\.links).flatMap(\.targets) {
      for (site, texts) in folders where site.configuration.languageTag == link.tag {
        let file = site.target(of: link, at: site.configuration.source.location).target?.file
        if let name = file.flatMap({ texts($0)?.name }) { used.insert(name) }
      }
    }
    return used
  }

  /// The part of the build that has an address of the site, and the rest of the address; `nil` for an address elsewhere.
  package func part(at address: String) -> (result: BuildResult, route: Route)? {
    // The address of the site's own language is above those of the others.
    let part = languages.last { address.hasPrefix($0.site.configuration.address.root) }
    return part.map { part in
      let root = part.site.configuration.address.root
      return (part, Route(String(address.dropFirst(root.count))))
    }
  }

  /// The parts whose addresses are listed.
  var addressedParts: [AddressList.Part] { parts.map { ($0, $1.site, $1.output) } }

  /// Adds the list of all addresses, if the site has it.
  mutating func addAddressList() {
    if let list = AddressList.file(of: addressedParts) { add([list], []) }
  }

  /// Replaces the tree of files, and adds diagnostics that were found meanwhile.
  package mutating func replace(_ output: OutputTree, _ diagnostics: [Diagnostic]) {
    self.output = output
    add([], diagnostics)
  }

  /// Adds files and diagnostics that were made later.
  package mutating func add(_ files: [OutputFile], _ diagnostics: [Diagnostic]) {
    output.add(files)
    reported += output.diagnostics + diagnostics
    applyPolicy()
  }
}
