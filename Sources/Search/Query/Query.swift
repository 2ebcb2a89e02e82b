/// What a reader typed, in words.
struct Query {
  struct Word: Equatable {
    var bytes: [UInt8]
    /// How often it stands in the query, which counts up to four times.
    var count: Int
    /// Whether it may be the beginning of a longer word, since nothing follows it yet.
    var isOpen: Bool
  }

  /// Longer queries are cut, in Unicode scalars.
  private static let lengthLimit = 1000
  /// So many different words are looked up.
  private static let wordLimit = 24
  /// So often a repeated word counts.
  private static let countLimit = 4

  /// The words to be looked up, each once, in the order in which they come.
  private(set) var words: [Word] = []
  /// What stands in quotation marks, as all its words.
  private(set) var phrases: [[[UInt8]]] = []

  init(_ text: String, stopWords: StopWords) {
    let text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.lengthLimit)))
    var scanner = WordScanner()
    var all: [[UInt8]] = []
    scanner.scan(text) { all.append(Array($0)) }
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

  /// The parts of a text between pairs of quotation marks that hold more than one word.
  private static func phrases(in text: String) -> [[[UInt8]]] {
    let marks: Set<Unicode.Scalar> = ["\"", "“", "”", "„"]
    let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { marks.contains($0) }
    return parts.enumerated().compactMap { number, part in
      guard number % 2 == 1, number < parts.count - 1 else { return nil }
      var words: [[UInt8]] = []
      var scanner = WordScanner()
      scanner.scan(String(part)) { words.append(Array($0)) }
      return words.count > 1 ? words : nil
    }
  }
}
