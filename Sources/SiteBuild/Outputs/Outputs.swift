import Diagnostics
import SiteModel

/// Every output.
enum Outputs {
  /// All outputs; their order has no meaning.
  static let all: [any Output.Type] = [
    Sitemap.self, Robots.self, AtomFeed.self, JSONFeed.self, TableCSV.self, TableJSON.self,
    NoJekyll.self, NetlifyRedirects.self, NetlifyHeaders.self, Nginx.self, Caddy.self,
    PrintPage.self, EPUB.self, Cards.self,
    LLMsText.self, MarkdownCopies.self, SecurityText.self,
  ]

  /// The files of every output that the site has, and errors in the templates that they use.
  ///
  /// `copied` are the copied files of the site.
  static func files(
    of site: Site, _ views: Views, copied: [SourceFile]
  ) -> ([OutputFile], [Diagnostic]) {
    let tracker = DependencyTracker(isRecording: false)
    let context = OutputContext(site, views, copied: copied, reportingTo: tracker)
    let files = made(by: site.configuration).flatMap { $0.files(of: context) }
    return (files, tracker.diagnostics)
  }

  /// The outputs that a site has.
  private static func made(by configuration: SiteConfiguration) -> [any Output.Type] {
    all.filter { output in
      (output.setting.map(configuration.outputs.contains) ?? true)
        && !(configuration.isTranslation && output.isForHost)
    }
  }

  /// The files that a link relative to the site's root can lead to.
  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] {
    made(by: configuration).flatMap { $0.linkable(in: configuration, pages) }
      + configuration.wholeGuide.map(\.path)
  }
}
