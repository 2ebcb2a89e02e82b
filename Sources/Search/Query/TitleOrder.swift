/// Orders the first documents again: by the share of their titles that the query has, and by words of the query that
/// stand side by side in their titles, leads and headings.
///
/// These texts are read anyway, because results show them.
struct TitleOrder {
  /// The number of documents that are ordered again: as many as the browser shows at once.
  static let count = 5

  /// A place of the query: the words that stand for its word.
  private struct Place {
    var word: [UInt8]
    var forms: Set<[UInt8]>
    var rarity: Int
  }

  private let places: [Place]
  private let forms: Set<[UInt8]>
  private let weights: RankingWeights
  private let stopWords: StopWords

  init(_ query: Query, _ words: [[UInt8]: RankedWord], _ header: IndexHeader) {
    weights = header.weights
    stopWords = header.stopWords
    forms = words.values.reduce(into: []) { $0.formUnion($1.forms) }
    let rarity = min(weights.stopWordRarity, words.values.map(\.rarity).max() ?? 0)
    places = query.all.map { word in
      if let ranked = words[word.bytes] {
        return Place(word: word.bytes, forms: ranked.forms, rarity: ranked.rarity)
      }
      let isStopWord = header.stopWords.contains(word.bytes)
      return Place(word: word.bytes, forms: isStopWord ? [word.bytes] : [], rarity: rarity)
    }
  }

  /// What is added to the score of a document.
  struct Bonus {
    var title = 0
    /// The words of the query that stand side by side, and what they add.
    var neighbors: [(left: [UInt8], right: [UInt8], score: Int)] = []

    var total: Int { neighbors.reduce(title) { $0 + $1.score } }
  }

  /// What the title of a document and the neighbors in its texts add; `best` is the best score of the query.
  func bonus(of document: StoredDocument, best: Int) -> Bonus {
    let title = words(of: document.title)
    var seen: Set<[UInt8]> = []
    let telling = title.filter { !stopWords.contains($0) && seen.insert($0).inserted }
    var bonus = Bonus()
    if !telling.isEmpty {
      let shared = telling.count { forms.contains($0) }
      bonus.title = best * shared / (weights.titleDivisor * telling.count)
    }
    let texts = [title, words(of: document.lead)] + document.sections.map { words(of: $0.heading) }
    for (left, right) in zip(places, places.dropFirst())
    where texts.contains(where: { Self.holds($0, left, right) }) {
      bonus.neighbors.append(
        (left.word, right.word, weights.neighbors * min(left.rarity, right.rarity)))
    }
    return bonus
  }

  private func words(of text: String) -> [[UInt8]] {
    var scanner = WordScanner()
    return scanner.words(of: text)
  }

  private static func holds(
    _ text: [[UInt8]], _ left: Place, _ right: Place
  ) -> Bool {
    zip(text, text.dropFirst()).contains { left.forms.contains($0) && right.forms.contains($1) }
  }
}
