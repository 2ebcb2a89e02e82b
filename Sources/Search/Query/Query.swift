/// The words and phrases of a query.
struct Query {
  struct Word: Equatable {
    var bytes: [UInt8]
    /// How often it occurs in the query, up to four times.
    var count: Int
    /// Whether it may be the beginning of a longer word, because it is at the end of the query.
    var isOpen: Bool
    /// Whether it is quoted, and therefore searched as it is typed.
    var isExact = false
  }

  /// Neighboring words of the query, and the word that they may be together: `road map`.
  struct Join {
    var words: [[UInt8]]
    var together: [UInt8]
    /// Whether a hyphen or the like joins the words in the query.
    var isWritten: Bool
  }

  /// The maximum length of a query in Unicode scalars.
  ///
  /// Longer queries are truncated.
  private static let lengthLimit = 1000
  /// The maximum number of different words that are searched.
  private static let wordLimit = 24
  /// How often a repeated word counts at most.
  private static let countLimit = 4
  /// A query of so many words is short: more is tried for it.
  static let shortLimit = 3
  /// The maximum number of words that are one word together without a sign between them: `one on one`.
  private static let looseLimit = 3
  private static let quotationMarks: Set<Unicode.Scalar> = ["\"", "“", "”", "„"]

  /// All words in their order.
  let all: [WordScanner.Word]
  /// The words to search, each once, in their order; of a quoted phrase of stop words only, its pairs.
  private(set) var words: [Word] = []
  /// The phrases in quotation marks, each as its words.
  private(set) var phrases: [[[UInt8]]] = []

  init(_ text: String, stopWords: StopWords) {
    let text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.lengthLimit)))
    var scanner = WordScanner()
    all = scanner.joinedWords(of: text)
    let telling = all.map(\.bytes).filter { !stopWords.contains($0) }
    let isOpen = scanner.endsInWord
    let quoted = Self.quoted(in: text)
    phrases = quoted.filter { $0.count > 1 }
    let pairs = phrases.flatMap { phrase in
      zip(phrase, phrase.dropFirst()).map { StopWordPairs.pair($0, $1) }
    }
    let typed = pairs.isEmpty ? all.map(\.bytes) : pairs
    for word in telling.isEmpty ? typed : telling {
      if let place = words.firstIndex(where: { $0.bytes == word }) {
        words[place].count = min(Self.countLimit, words[place].count + 1)
      } else if words.count < Self.wordLimit {
        words.append(Word(bytes: word, count: 1, isOpen: false))
      }
    }
    if isOpen, let last = all.last?.bytes, let place = words.firstIndex(where: { $0.bytes == last })
    {
      words[place].isOpen = true
    }
    let exact = Set(quoted.joined()).union(pairs)
    for place in words.indices where exact.contains(words[place].bytes) {
      words[place].isExact = true
    }
  }

  /// The words between each pair of quotation marks.
  private static func quoted(in text: String) -> [[[UInt8]]] {
    let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) {
      quotationMarks.contains($0)
    }
    return parts.enumerated().compactMap { number, part in
      guard number % 2 == 1, number < parts.count - 1 else { return nil }
      var scanner = WordScanner()
      return scanner.words(of: String(part))
    }
  }

  /// The words that neighboring words may be together.
  ///
  /// In a long query a stop word begins none, unless a sign joins it.
  func joins(stopWords: StopWords) -> [Join] {
    var joins: [Join] = []
    for start in all.indices.prefix(Self.wordLimit) {
      for count in 2...Compounds.partLimit where start + count <= all.count {
        let parts = all[start..<start + count]
        let isWritten = parts.dropFirst().allSatisfy(\.isJoined)
        let isTried =
          count <= Self.looseLimit
          && (all.count <= Self.shortLimit || !stopWords.contains(all[start].bytes))
        guard isWritten || isTried, let together = Compounds.joined(parts.map(\.bytes)) else {
          continue
        }
        joins.append(Join(words: parts.map(\.bytes), together: together, isWritten: isWritten))
      }
    }
    return joins
  }
}
