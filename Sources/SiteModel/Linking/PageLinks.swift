import Markdown
import Text

/// What the text of one page refers to.
///
/// It depends on the text, on the site's catalog, and on the anchors of the pages that it links
/// into; so it is kept for as long as these stay the same.
package final class PageLinks: Sendable {
  /// For each reference what it means.
  package let targets: [LinkTarget]
  /// The glossary terms in the text, by offset.
  package let mentions: [TermMention]
  /// The pages that the page links to, embeds or names, in the order of first mention, without itself.
  package let outgoing: [PageID]
  /// For each of `outgoing` the reference that names it first; -1 where only the front matter does.
  package let sentences: [Int]
  /// References that lead nowhere, and why.
  let failures: [(reference: Int, failure: LinkFailure)]
  /// The pages whose anchors were asked for.
  private let anchored: [PageID]

  /// `mentions` are those of an earlier site, where they are still right.
  init(
    of page: Page, _ resolver: LinkResolver, _ catalog: PageCatalog,
    mentions known: [TermMention]? = nil
  ) {
    var targets: [LinkTarget] = []
    var failures: [(reference: Int, failure: LinkFailure)] = []
    var anchored: [PageID] = []
    let references = page.parsed.references
    targets.reserveCapacity(references.count)
    for index in references.indices {
      let outcome = resolver.resolve(references[index], from: page)
      switch outcome {
      case .target(let target): targets.append(target)
      case .failure(let failure):
        targets.append(.broken)
        failures.append((index, failure))
      }
      if references[index].fragment != nil, let id = outcome.page, !anchored.contains(id) {
        anchored.append(id)
      }
    }
    self.targets = targets
    self.failures = failures
    self.anchored = anchored
    mentions = known ?? Self.mentions(page, catalog)
    (outgoing, sentences) = Self.outgoing(page, targets, catalog)
  }

  private static func mentions(_ page: Page, _ catalog: PageCatalog) -> [TermMention] {
    page.record.boolean("glossary") == false
      ? [] : catalog.glossary.mentions(in: page.parsed.body, of: page.id).trimmed
  }

  /// The same without some references, which the site as a whole cannot follow.
  private init(_ links: PageLinks, of page: Page, without broken: [Int], _ catalog: PageCatalog) {
    var targets = links.targets
    for index in broken { targets[index] = .broken }
    self.targets = targets
    mentions = links.mentions
    failures = links.failures
    anchored = links.anchored
    (outgoing, sentences) = Self.outgoing(page, targets, catalog)
  }

  func breaking(_ references: [Int], of page: Page, _ catalog: PageCatalog) -> PageLinks {
    PageLinks(self, of: page, without: references, catalog)
  }

  /// Whether none of the pages that it links into has another text than it had then.
  func isValid(_ pages: [Page], before: [Page]) -> Bool {
    anchored.allSatisfy { pages[$0].parsed === before[$0].parsed }
  }

  private static func outgoing(
    _ page: Page, _ targets: [LinkTarget], _ catalog: PageCatalog
  ) -> ([PageID], [Int]) {
    var pages: [PageID] = []
    var sentences: [Int] = []
    pages.reserveCapacity(targets.count)
    sentences.reserveCapacity(targets.count)
    var seen = SmallSet(page.id)
    for (index, target) in targets.enumerated() {
      guard case .page(let other, _) = target, seen.insert(other) else { continue }
      pages.append(other)
      sentences.append(index)
    }
    let named = catalog.fieldTargets[page.id]
    guard !named.isEmpty else { return (pages, sentences) }
    for name in page.record.references(page.type.fields) {
      guard let other = named[name.range.lowerBound], seen.insert(other) else { continue }
      pages.append(other)
      sentences.append(-1)
    }
    return (pages, sentences)
  }
}

/// Numbers that were seen: a list while they are few, as they are on nearly every page.
private struct SmallSet {
  private static let listLimit = 32

  private var list: [Int]
  private var set: Set<Int>?

  init(_ first: Int) {
    list = [first]
  }

  mutating func insert(_ number: Int) -> Bool {
    if set != nil { return set?.insert(number).inserted ?? false }
    guard !list.contains(number) else { return false }
    list.append(number)
    if list.count > Self.listLimit { set = Set(list) }
    return true
  }
}
