import Markdown
import SiteModel
import Synchronization

/// What stands at the anchors of pages; made for a page when the first link or embed asks.
final class AnchorIndex: Sendable {
  private struct Entries {
    let headings: [String: String]
    let sections: [String: Range<Int>]
    let rows: [String: HTMLFragment.Row]
  }

  private let entries = Mutex<[PageID: Entries]>([:])

  /// What the heading, or the head of the row, with this anchor says.
  func title(_ anchor: String, on page: Page) -> String? {
    entries(of: page).headings[anchor] ?? entries(of: page).rows[anchor]?.title
  }

  /// The bytes of the page's HTML that the section under this anchor covers.
  func section(_ anchor: String, on page: Page) -> Range<Int>? {
    entries(of: page).sections[anchor]
  }

  /// The table row with this anchor.
  func row(_ anchor: String, on page: Page) -> HTMLFragment.Row? { entries(of: page).rows[anchor] }

  private func entries(of page: Page) -> Entries {
    if let known = entries.withLock({ $0[page.id] }) { return known }
    let made = Entries(
      headings: Dictionary(
        page.parsed.outline.map { ($0.anchor, $0.text) }, uniquingKeysWith: { first, _ in first }),
      sections: Dictionary(
        page.parsed.body.sections.map { ($0.anchor, $0.range) },
        uniquingKeysWith: { first, _ in first }),
      rows: Dictionary(
        page.parsed.body.rows.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first }))
    entries.withLock { $0[page.id] = made }
    return made
  }
}
