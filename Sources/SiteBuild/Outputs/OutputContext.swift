import Diagnostics
import SiteModel

/// The input of every output: the linked site, and its pages as templates see them.
struct OutputContext: Sendable {
  let site: Site
  let views: Views
  /// What feeds and copies show of pages.
  let content: PageContent
  let feeds: Feeds
  /// The whole guide; `nil` if the site offers it in no form.
  let book: Book?

  var configuration: SiteConfiguration { site.configuration }
  var address: SiteAddress { site.configuration.address }

  /// Makes the input, with the feeds.
  ///
  /// Errors in templates are reported to `tracker`.
  init(
    _ site: Site, _ views: Views, copied: [SourceFile], reportingTo tracker: DependencyTracker
  ) {
    self.site = site
    self.views = views.tracking(with: tracker)
    let renderer = PageRenderer(self.views)
    content = PageContent(renderer, site.configuration)
    feeds = Feeds(of: site, content)
    book = site.configuration.wholeGuide.isEmpty ? nil : BookRenderer(renderer).book(files: copied)
  }
}
