import Diagnostics
import SiteModel

/// What a build made.
package struct BuildResult: Sendable {
  /// What the site was built from.
  package let sources: SourceTree
  /// The linked site.
  package let site: Site
  /// The files of the built site.
  package private(set) var output: OutputTree
  /// Sorted, each once, with the severities that the site asks for.
  package private(set) var diagnostics: [Diagnostic]
  /// Applies those severities to diagnostics that are found later.
  package let policy: SeverityPolicy
  /// The diagnostics before the policy was applied.
  private var reported: [Diagnostic]

  /// Whether the site must not be published.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Collects what every stage reported.
  ///
  /// `pages` are all parsed pages, including unpublished ones. `diagnostics` are those of the configuration, the
  /// checks and the templates.
  init(
    _ sources: SourceTree, _ site: Site, _ pages: [ParsedPage], _ output: OutputTree,
    isStrict: Bool, diagnostics: [Diagnostic]
  ) {
    let suppressions = Suppressions(pages, rules: SiteBuilder.configurableRules)
    self.sources = sources
    self.site = site
    self.output = output
    policy = SeverityPolicy(
      site.configuration.severities, isStrict: isStrict, suppressions: suppressions)
    reported = sources.diagnostics + diagnostics
    for page in pages where !page.diagnostics.isEmpty {
      reported += page.diagnostics.filter { !sources.isAboutUnreadData($0, of: page) }
    }
    reported += site.diagnostics + suppressions.diagnostics + output.diagnostics
    self.diagnostics = policy.apply(reported)
  }

  /// Adds files and diagnostics that were made later.
  mutating func add(_ files: [OutputFile], _ diagnostics: [Diagnostic]) {
    output.add(files)
    reported += output.diagnostics + diagnostics
    self.diagnostics = policy.apply(reported)
  }
}
