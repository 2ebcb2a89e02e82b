import Diagnostics
import Markdown
import Synchronization

/// Which anchors each page has: headings, rows of tables, notes, and the entries of a folder's page.
///
/// A page's are collected when the first link asks for one, since few links do.
final class AnchorTable: Sendable {
  private let pages: [Page]
  private let children: [PageID: [PageID]]
  private let collected = Mutex<[PageID: Set<String>]>([:])

  init(_ pages: [Page], children: [PageID: [PageID]]) {
    self.pages = pages
    self.children = children
  }

  private func anchors(of page: PageID) -> Set<String> {
    if let known = collected.withLock({ $0[page] }) { return known }
    var set: Set<String> = []
    for hole in pages[page].parsed.body.holes {
      if case .id(let id) = hole.kind { set.insert(id) }
    }
    // What these lists show they show under its slug; other lists are of links.
    for entry in children[page] ?? [] where [.faq, .term].contains(pages[entry].type) {
      set.insert(pages[entry].slug)
    }
    collected.withLock { $0[page] = set }
    return set
  }

  /// The anchor that a fragment names: as it is written, or as the heading's own text.
  func find(_ fragment: String, on page: PageID) -> String? {
    // The anchor as the page writes it: equal texts may differ in their bytes (composed and
    // decomposed letters), and a browser compares bytes.
    let known = anchors(of: page)
    let found = known.firstIndex(of: fragment) ?? known.firstIndex(of: AnchorSet.slug(fragment))
    return found.map { known[$0] }
  }

  /// What there is to choose from, for a message.
  func overview(of page: PageID) -> String {
    let some = anchors(of: page).sorted().prefix(8).map { "`#\($0)`" }
    if some.isEmpty { return "link to the page itself: it has no headings" }
    return "it has " + some.joined(separator: ", ")
      + (anchors(of: page).count > 8 ? " and more" : "")
  }

  /// The page's anchor that a mistyped one most likely meant.
  func nearest(to fragment: String, on page: PageID) -> String? {
    nearestMatch(to: fragment, in: anchors(of: page).sorted())
  }
}
