extension ParsedPage {
  /// Whether two versions of a page have the same keywords.
  fileprivate func hasKeywords(of other: ParsedPage) -> Bool {
    self === other
      || keywords.words.elementsEqual(other.keywords.words) {
        $0.hash == $1.hash && Keywords.text(of: $0, in: self) == Keywords.text(of: $1, in: other)
      }
  }
}

/// An index of keywords, which finds pages with common keywords.
///
/// Keywords of many pages are ignored because they are not distinctive. So finding similar pages takes
/// constant time per page.
struct WordSimilarity: Sendable {
  /// A keyword of more than `limit` pages, or of more than one in `share` pages, is ignored.
  private static let limit = 48
  private static let share = 8

  /// The pages of each keyword, sorted.
  private var lists: [UInt64: [PageID]] = [:]
  private let limit: Int

  init(_ pages: [Page]) {
    limit = max(4, min(Self.limit, pages.count / Self.share))
    lists.reserveCapacity(pages.count * 4)
    for page in pages {
      for word in page.parsed.keywords.words { lists[word.hash, default: []].append(page.id) }
    }
  }

  /// Updates the index to new versions of the same pages.
  ///
  /// Returns the pages whose similar pages can change.
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
      // Reasons contain the words as this page writes them.
      for word in now { if let list = list(of: word) { affected.formUnion(list) } }
    }
    return affected
  }

  /// The pages of a keyword; `nil` if it is ignored.
  private func list(of word: UInt64) -> [PageID]? {
    guard let list = lists[word], list.count > 1, list.count <= limit else { return nil }
    return list
  }

  /// Calls `body` with the pages that share keywords with a page, once for each common keyword.
  func forEachPage(like page: Page, _ body: (PageID) -> Void) {
    for word in page.parsed.keywords.words { list(of: word.hash)?.forEach(body) }
  }

  /// The common keywords of two pages, the rarest first.
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
