import Diagnostics
import SiteModel

/// The input of every output: the linked site, and its pages as templates see them.
struct OutputContext: Sendable {
  let site: Site
  let renderer: PageRenderer
  /// The feeds of the site; empty if it has none.
  let feeds: [Feed]

  var configuration: SiteConfiguration { site.configuration }
  var address: SiteAddress { site.configuration.address }
  var views: Views { renderer.views }

  /// Makes the input, with the feeds.
  ///
  /// Errors in templates are reported to `tracker`.
  init(_ site: Site, _ views: Views, reportingTo tracker: DependencyTracker) {
    self.site = site
    renderer = PageRenderer(views.tracking(with: tracker))
    feeds = Feed.all(of: site, renderer)
  }
}
