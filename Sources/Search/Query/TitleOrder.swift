/// Orders the first documents again: by the share of their titles that the query has, and by words of the query that
/// stand side by side in their titles, leads and headings.
///
/// These texts are read anyway, because results show them.
struct TitleOrder {
  /// The number of documents that are ordered again: as many as the browser shows at once.
  static let count = 5
  /// The part of the best score that a title adds whose words are all in the query, as a divisor.
  private static let titleDivisor = 10
  /// What two words side by side add for each thousandth of their rarity.
  private static let neighborUnit = 9_600_000
  /// The rarity of a stop word, unless all other words of the query are even less rare.
  private static let stopWordRarity = 1500

  /// A place of the query: the stems that stand for its word.
  private struct Place {
    var word: [UInt8]
    var stems: Set<[UInt8]>
    var rarity: Int
  }

  private let places: [Place]
  private let stems: Set<[UInt8]>
  private let stemmer: Stemmer
  private let stopWords: StopWords

  init(
    _ query: Query, _ words: [[UInt8]: RankedWord], stemmer: Stemmer, stopWords: StopWords
  ) {
    self.stemmer = stemmer
    self.stopWords = stopWords
    stems = words.values.reduce(into: []) { $0.formUnion($1.stems) }
    let rarity = min(Self.stopWordRarity, words.values.map(\.rarity).max() ?? 0)
    places = query.all.map { word in
      if let ranked = words[word.bytes] {
        return Place(word: word.bytes, stems: ranked.stems, rarity: ranked.rarity)
      }
      let isStopWord = stopWords.contains(word.bytes)
      return Place(
        word: word.bytes, stems: isStopWord ? [stemmer.stem(word.bytes)] : [], rarity: rarity)
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
    let title = stems(of: document.title)
    var seen: Set<[UInt8]> = []
    let telling = title.filter { !stopWords.contains($0.word) && seen.insert($0.word).inserted }
    var bonus = Bonus()
    if !telling.isEmpty {
      let shared = telling.count { stems.contains($0.stem) }
      bonus.title = best * shared / (Self.titleDivisor * telling.count)
    }
    let texts = [title, stems(of: document.lead)] + document.sections.map { stems(of: $0.heading) }
    for (left, right) in zip(places, places.dropFirst())
    where texts.contains(where: { Self.holds($0, left, right) }) {
      bonus.neighbors.append(
        (left.word, right.word, Self.neighborUnit * min(left.rarity, right.rarity)))
    }
    return bonus
  }

  private func stems(of text: String) -> [(word: [UInt8], stem: [UInt8])] {
    var scanner = WordScanner()
    return scanner.words(of: text).map { ($0, stemmer.stem($0)) }
  }

  private static func holds(
    _ text: [(word: [UInt8], stem: [UInt8])], _ left: Place, _ right: Place
  ) -> Bool {
    zip(text, text.dropFirst()).contains {
      left.stems.contains($0.stem) && right.stems.contains($1.stem)
    }
  }
}
