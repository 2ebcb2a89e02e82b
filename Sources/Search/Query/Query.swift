/// The words and phrases of a query.
struct Query {
  struct Word: Equatable {
    var bytes: [UInt8]
    /// How often it occurs in the query, up to four times.
    var count: Int
    /// Whether it may be the beginning of a longer word, because it is at the end of the query.
    var isOpen: Bool
  }

  /// The maximum length of a query in Unicode scalars.
  ///
  /// Longer queries are truncated.
  private static let lengthLimit = 1000
  /// The maximum number of different words that are searched.
  private static let wordLimit = 24
  /// How often a repeated word counts at most.
  private static let countLimit = 4

  /// The words to search, each once, in their order.
  private(set) var words: [Word] = []
  /// The phrases in quotation marks, each as its words.
  private(set) var phrases: [[[UInt8]]] = []

  init(_ text: String, stopWords: StopWords) {
    let text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.lengthLimit)))
    var scanner = WordScanner()
    let all = scanner.words(of: text)
    let telling = all.filter { !stopWords.contains($0) }
    let isOpen = scanner.endsInWord
    for word in telling.isEmpty ? all : telling {
      if let place = words.firstIndex(where: { $0.bytes == word }) {
        words[place].count = min(Self.countLimit, words[place].count + 1)
      } else if words.count < Self.wordLimit {
        words.append(Word(bytes: word, count: 1, isOpen: false))
      }
    }
    if isOpen, let last = all.last, let place = words.firstIndex(where: { $0.bytes == last }) {
      words[place].isOpen = true
    }
    phrases = Self.phrases(in: text)
  }

  /// The parts between pairs of quotation marks that have more than one word.
  private static func phrases(in text: String) -> [[[UInt8]]] {
    let marks: Set<Unicode.Scalar> = ["\"", "“", "”", "„"]
    let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { marks.contains($0) }
    return parts.enumerated().compactMap { number, part in
      guard number % 2 == 1, number < parts.count - 1 else { return nil }
      var scanner = WordScanner()
      let words = scanner.words(of: String(part))
      return words.count > 1 ? words : nil
    }
  }
}
