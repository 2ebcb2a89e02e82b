import Concurrency
import SiteModel

/// The drawings of cards, of which `CardPictures` makes pictures before a site is written.
enum Cards: Output {
  static let setting: OutputSetting? = .cards

  static func files(of context: OutputContext) -> [OutputFile] {
    let cards = context.site.pagesWithFile.concurrentMap { page in
      context.views.socialCard(of: page).map {
        OutputFile($0.path, $0.svg, origin: page.source.name)
      }
    }
    // Pages with the same words have the same card.
    var paths: Set<OutputPath> = []
    return cards.compactMap(\.self).filter { paths.insert($0.path).inserted }
  }
}
