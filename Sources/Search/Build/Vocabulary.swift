/// All words of an index with their stems.
struct Vocabulary: Sendable {
  private var wordTable = WordTable(capacity: 1 << 12)
  private var stemTable = WordTable(capacity: 1 << 12)
  /// The number of the stem of each word.
  private(set) var stemOfWord: [UInt32] = []

  var words: WordList { wordTable.list }
  var stems: WordList { stemTable.list }

  /// Adds the words of analyses, and returns the stems of the words of each analysis.
  mutating func add(_ analyses: [DocumentAnalysis], isStemmed: Bool) -> [[UInt32]] {
    let stemmer = Stemmer(isOn: isStemmed)
    return analyses.map { analysis in
      let bytes = analysis.words.bytes.span
      return (0..<analysis.words.count).map { number in
        let bytes = bytes.extracting(analysis.words.range(of: number))
        let word = wordTable.number(of: bytes, hash: analysis.words.hashes[number])
        if word == stemOfWord.count {
          stemOfWord.append(stemmer.withStem(of: bytes) { UInt32(stemTable.number(of: $0)) })
        }
        return stemOfWord[word]
      }
    }
  }

  /// Groups words by their stems, and keeps their order.
  func byStem(_ words: [Int]) -> [[Int]] {
    var lists = [[Int]](repeating: [], count: stems.count)
    for word in words { lists[Int(stemOfWord[word])].append(word) }
    return lists
  }
}
