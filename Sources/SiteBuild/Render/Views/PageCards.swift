import SiteModel
import Templates

/// The cards that represent a page on other pages; they depend only on its metadata.
struct PageCards: Sendable {
  /// The card with the fields that every list shows.
  let plain: Value

  init(_ page: Page) {
    plain = Views.plainCard(page)
  }
}
