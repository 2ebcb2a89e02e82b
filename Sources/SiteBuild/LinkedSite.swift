import Diagnostics
import SiteModel

/// A site whose pages are parsed and linked, with what the stages after that need.
struct LinkedSite: Sendable {
  let sources: SourceTree
  let pages: [ParsedPage]
  /// The files that are copied to the built site.
  let copied: [SourceFile]
  let site: Site
  /// The diagnostics of the settings and the components.
  let diagnostics: [Diagnostic]
}
