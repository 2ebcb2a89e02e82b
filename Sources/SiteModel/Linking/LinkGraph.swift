import Diagnostics
import Text

/// The links between pages, in both directions.
package struct LinkGraph: Sendable {
  /// A link from another page.
  package struct Backlink: Sendable, Hashable {
    /// The page that contains the link.
    package let page: PageID
    /// The index of the reference on that page; -1 for references in front matter.
    package let reference: Int
  }

  /// For each page, the other pages that it links to or embeds, in the order of first reference.
  package let outgoing: [[PageID]]
  /// For each page, the pages that link to it, in path order.
  package let backlinks: [[Backlink]]

  init(_ links: [PageLinks]) {
    outgoing = links.map(\.outgoing)
    var counts = [Int](repeating: 0, count: links.count)
    for page in links { for other in page.outgoing { counts[other] += 1 } }
    var backlinks = counts.map { count in
      var list: [Backlink] = []
      list.reserveCapacity(count)
      return list
    }
    for (page, links) in links.enumerated() {
      for (other, reference) in zip(links.outgoing, links.firstReferences) {
        backlinks[other].append(Backlink(page: page, reference: reference))
      }
    }
    self.backlinks = backlinks
  }
}

extension Site {
  /// The sentence around a link, in which a link without a label shows the title of its target; `nil` if the
  /// link is not in a sentence.
  package func sentence(of link: LinkGraph.Backlink, to page: PageID) -> String? {
    guard link.reference >= 0 else { return nil }
    // Copying the whole reference would be slow.
    let references = pages[link.page].parsed.references
    let sentence = references[link.reference].sentence
    if sentence.isEmpty { return nil }
    guard references[link.reference].kind == .wikiLink,
      let label = references[link.reference].provisionalLabel, !label.isEmpty
    else { return sentence }
    return sentence.replacingFirst(label, with: pages[page].title)
  }
}

extension String {
  /// Replaces the first occurrence of `part`.
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    let (text, part) = (Array(utf8), Array(part.utf8))
    guard !part.isEmpty, let found = text.span.offset(of: part.span) else { return self }
    return String(decoding: text[..<found], as: UTF8.self) + other
      + String(decoding: text[(found + part.count)...], as: UTF8.self)
  }
}
