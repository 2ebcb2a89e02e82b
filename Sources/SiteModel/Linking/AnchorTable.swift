import Diagnostics
import Markdown

/// Which anchors each page has: headings, rows of tables, notes, and the entries of a folder's page.
struct AnchorTable: Sendable {
  private var anchors: [Set<String>]

  init(_ pages: [Page], children: [PageID: [PageID]]) {
    anchors = pages.map { page in
      var set: Set<String> = []
      for hole in page.parsed.body.holes {
        if case .id(let id) = hole.kind { set.insert(id) }
      }
      return set
    }
    for (section, entries) in children {
      for entry in entries { anchors[section].insert(pages[entry].slug) }
    }
  }

  /// The anchor that a fragment names: as it is written, or as the heading's own text.
  func find(_ fragment: String, on page: PageID) -> String? {
    if anchors[page].contains(fragment) { return fragment }
    let made = AnchorSet.slug(fragment)
    return anchors[page].contains(made) ? made : nil
  }

  /// What there is to choose from, for a message.
  func overview(of page: PageID) -> String {
    let some = anchors[page].sorted().prefix(8).map { "`#\($0)`" }
    if some.isEmpty { return "link to the page itself: it has no headings" }
    return "it has " + some.joined(separator: ", ") + (anchors[page].count > 8 ? " and more" : "")
  }

  /// The page's anchor that a mistyped one most likely meant.
  func nearest(to fragment: String, on page: PageID) -> String? {
    nearestMatch(to: fragment, in: anchors[page].sorted())
  }
}
