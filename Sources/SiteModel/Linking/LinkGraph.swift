import Diagnostics
import Text

/// What points to what, both ways.
package struct LinkGraph: Sendable {
  /// A link seen from its target.
  package struct Backlink: Sendable, Hashable {
    package let page: PageID
    /// The number of the reference in that page's text; -1 where only its front matter names the target.
    package let reference: Int
  }

  /// The pages that each page links to or embeds, in the order of first mention, without itself.
  package let outgoing: [[PageID]]
  /// The pages that link to each page, in the order of their paths, each once.
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
      for (other, reference) in zip(links.outgoing, links.sentences) {
        backlinks[other].append(Backlink(page: page, reference: reference))
      }
    }
    self.backlinks = backlinks
  }
}

extension Site {
  /// The sentence that a link stands in, with the title that a link without a label shows; `nil` for
  /// one that stands in no sentence.
  package func sentence(of link: LinkGraph.Backlink, to page: PageID) -> String? {
    guard link.reference >= 0 else { return nil }
    // A copy of the whole reference would cost more than what is asked of it.
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
  /// The text with another in the place of the first bytes that are these.
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    var (text, part) = (self, part)
    return text.withUTF8 { bytes in
      part.withUTF8 { part in
        guard let first = part.first else { return self }
        var start = 0
        while let found = bytes.offset(of: first, from: start) {
          if bytes.holds(part[...], at: found) {
            return String(decoding: bytes[..<found], as: UTF8.self) + other
              + String(decoding: bytes[(found + part.count)...], as: UTF8.self)
          }
          start = found + 1
        }
        return self
      }
    }
  }
}
