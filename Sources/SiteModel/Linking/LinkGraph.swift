import Markdown

/// What points to what, both ways.
package struct LinkGraph: Sendable {
  /// A link seen from its target.
  package struct Backlink: Sendable, Hashable {
    package let page: PageID
    /// The sentence that the link stands in; empty for links that stand in no sentence.
    package let sentence: String
  }

  /// The pages that each page links to or embeds, in the order of first mention, without itself.
  package private(set) var outgoing: [[PageID]]
  /// The pages that link to each page, in the order of their paths, each once.
  package private(set) var backlinks: [[Backlink]]

  /// The sentence round a link, with the title that a link without a label shows.
  private static func sentence(_ reference: Reference, title: String) -> String {
    guard let placeholder = reference.placeholder, !placeholder.isEmpty else {
      return reference.sentence
    }
    return reference.sentence.replacing(placeholder, with: title, maxReplacements: 1)
  }

  /// `targets` are for each page what its body's references mean, `fields` the pages that its front
  /// matter names.
  init(_ pages: [Page], targets: [[LinkTarget]], fields: [[PageID]]) {
    outgoing = Array(repeating: [], count: pages.count)
    backlinks = Array(repeating: [], count: pages.count)
    for page in pages {
      var seen: Set<PageID> = [page.id]
      for (reference, target) in zip(page.parsed.references, targets[page.id]) {
        guard case .page(let other, _) = target, seen.insert(other).inserted else { continue }
        outgoing[page.id].append(other)
        let sentence = Self.sentence(reference, title: pages[other].title)
        backlinks[other].append(Backlink(page: page.id, sentence: sentence))
      }
      for other in fields[page.id] where seen.insert(other).inserted {
        outgoing[page.id].append(other)
        backlinks[other].append(Backlink(page: page.id, sentence: ""))
      }
    }
  }
}
