import Markdown
import Text

/// The resolved links of one page.
///
/// They depend on the text of the page, on the page catalog, and on the anchors of the pages that the page
/// links to. They stay valid while these do not change.
package final class PageLinks: Sendable {
  /// The target of each reference.
  package let targets: [LinkTarget]
  /// The glossary terms in the text, sorted by offset.
  package let mentions: [TermMention]
  /// The other pages that the page links to, embeds or names, in the order of first reference.
  package let outgoing: [PageID]
  /// For each page in `outgoing`, the index of the first reference; -1 for references in front matter.
  package let firstReferences: [Int]
  /// Broken references with the reasons.
  let failures: [(reference: Int, failure: LinkFailure)]
  /// The pages whose anchors were looked up.
  private let anchored: [PageID]

  /// Resolves the references of a page.
  ///
  /// - `known`: The mentions in an earlier site, if they are still valid.
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
        targets.append(failure.target(for: references[index].kind))
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
    (outgoing, firstReferences) = Self.outgoing(page, targets, catalog)
  }

  private static func mentions(_ page: Page, _ catalog: PageCatalog) -> [TermMention] {
    page.record.boolean("glossary") == false
      ? [] : catalog.glossary.mentions(in: page).trimmed
  }

  /// A copy in which some references are broken.
  private init(_ links: PageLinks, of page: Page, without broken: [Int], _ catalog: PageCatalog) {
    var targets = links.targets
    for index in broken { targets[index] = .broken }
    self.targets = targets
    mentions = links.mentions
    failures = links.failures
    anchored = links.anchored
    (outgoing, firstReferences) = Self.outgoing(page, targets, catalog)
  }

  /// A copy in which some references are broken.
  func breaking(_ references: [Int], of page: Page, _ catalog: PageCatalog) -> PageLinks {
    PageLinks(self, of: page, without: references, catalog)
  }

  /// Whether all pages whose anchors were looked up have the same text as before.
  func isValid(_ pages: [Page], before: [Page]) -> Bool {
    anchored.allSatisfy { pages[$0].parsed === before[$0].parsed }
  }

  private static func outgoing(
    _ page: Page, _ targets: [LinkTarget], _ catalog: PageCatalog
  ) -> ([PageID], [Int]) {
    var pages: [PageID] = []
    var firstReferences: [Int] = []
    pages.reserveCapacity(targets.count)
    firstReferences.reserveCapacity(targets.count)
    var seen = SmallSet(page.id)
    for (index, target) in targets.enumerated() {
      guard case .page(let other, _) = target, seen.insert(other) else { continue }
      pages.append(other)
      firstReferences.append(index)
    }
    let named = catalog.fieldTargets[page.id]
    guard !named.isEmpty else { return (pages, firstReferences) }
    for name in page.fieldReferences {
      guard let other = named[name.range.lowerBound], seen.insert(other) else { continue }
      pages.append(other)
      firstReferences.append(-1)
    }
    return (pages, firstReferences)
  }
}

/// A set of numbers, which is an array while it is small, as on nearly every page.
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
