import SiteModel
import Synchronization

/// What the headings of pages say, by their anchors; made for a page when the first link asks.
final class HeadingTexts: Sendable {
  private let texts = Mutex<[PageID: [String: String]]>([:])

  func text(of anchor: String, on page: Page) -> String? {
    if let known = texts.withLock({ $0[page.id] }) { return known[anchor] }
    let made = Dictionary(
      page.parsed.outline.map { ($0.anchor, $0.text) }, uniquingKeysWith: { first, _ in first })
    texts.withLock { $0[page.id] = made }
    return made[anchor]
  }
}
