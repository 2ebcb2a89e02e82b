extension ParsedPage {
  /// Whether another parse of the page has the same keywords, for all that `WordSimilarity` says.
  fileprivate func hasKeywords(of other: ParsedPage) -> Bool {
    self === other
      || keywords.words.elementsEqual(other.keywords.words) {
        $0.hash == $1.hash && Keywords.text(of: $0, in: self) == Keywords.text(of: $1, in: other)
      }
  }
}

/// Which pages say much of the same few words.
///
/// A word that is a keyword of many pages tells them not apart; so the lists that are walked are
/// short, and finding what is like a page costs the same however large the site is.
struct WordSimilarity: Sendable {
  /// In how many pages a word may be a keyword, at most, and of how many pages one of them.
  private static let limit = 48
  private static let share = 8

  /// The pages of each word, sorted.
  private var lists: [UInt64: [PageID]] = [:]
  private let limit: Int

  init(_ pages: [Page]) {
    limit = max(4, min(Self.limit, pages.count / Self.share))
    lists.reserveCapacity(pages.count * 4)
    for page in pages {
      for word in page.parsed.keywords.words { lists[word.hash, default: []].append(page.id) }
    }
  }

  /// Takes over the texts of as many pages as there were; the pages that are like others now than before.
  mutating func update(from old: [Page], to new: [Page]) -> Set<PageID> {
    var affected: Set<PageID> = []
    for (old, new) in zip(old, new) where !new.parsed.hasKeywords(of: old.parsed) {
      affected.insert(new.id)
      let before = Set(old.parsed.keywords.words.map(\.hash))
      let now = Set(new.parsed.keywords.words.map(\.hash))
      for word in before.symmetricDifference(now) {
        var list = lists[word] ?? []
        if list.count <= limit { affected.formUnion(list) }
        if before.contains(word) {
          list.removeAll { $0 == new.id }
        } else {
          list.insert(new.id, at: list.firstIndex { $0 > new.id } ?? list.count)
        }
        if list.count <= limit { affected.formUnion(list) }
        lists[word] = list
      }
      // What others say of it, it says with its own words.
      for word in now { if let list = list(of: word) { affected.formUnion(list) } }
    }
    return affected
  }

  /// The pages of a word that few pages say often.
  private func list(of word: UInt64) -> [PageID]? {
    guard let list = lists[word], list.count > 1, list.count <= limit else { return nil }
    return list
  }

  /// Calls `body` with the pages that share keywords with a page, once for each that they share.
  func forEachPage(like page: Page, _ body: (PageID) -> Void) {
    for word in page.parsed.keywords.words { list(of: word.hash)?.forEach(body) }
  }

  /// The words that two pages share, those that fewest pages say first.
  func shared(_ page: Page, _ other: Page) -> [String] {
    let theirs = Set(other.parsed.keywords.words.map(\.hash))
    let words = page.parsed.keywords.words.enumerated().compactMap { place, word in
      theirs.contains(word.hash) ? list(of: word.hash).map { ($0.count, place, word) } : nil
    }
    return words.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map {
      Keywords.text(of: $0.2, in: page.parsed)
    }
  }
}
