import Concurrency
import SiteModel
import Templates

/// The cards that represent a page on other pages; they depend only on its metadata.
struct PageCards: Sendable {
  /// The card with the fields that every list shows.
  let plain: Value

  /// Makes the cards of every page of a site.
  static func all(of site: Site) -> [PageCards] {
    let names = site.configuration.types.siteFieldNames
    let strings = site.configuration.strings.main
    return site.pages.concurrentMap {
      PageCards(plain: Views.plainCard($0, siteFields: names, strings))
    }
  }
}
