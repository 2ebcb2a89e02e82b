import SiteModel
import Templates

/// The cards of a page, which other pages show.
///
/// They depend on the page's metadata only.
struct PageCards: Sendable {
  /// The card with the fields that every list shows.
  let plain: Value

  init(_ page: Page) {
    plain = Views.plainCard(page)
  }
}
