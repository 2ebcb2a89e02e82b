/// All words of an index with their stems.
struct Vocabulary: Sendable {
  private var wordTable = WordTable(capacity: 1 << 12)
  private var stemTable = WordTable(capacity: 1 << 12)
  /// For each word the number of its stem.
  private(set) var stemOfWord: [UInt32] = []

  var words: WordList { wordTable.list }
  var stems: WordList { stemTable.list }

  /// Numbers the stems of all analyses' words; returns for each analysis the stems of its words.
  mutating func add(_ analyses: [DocumentAnalysis], isStemmed: Bool) -> [[UInt32]] {
    let stemmer = Stemmer(isOn: isStemmed)
    return analyses.map { analysis in
      analysis.words.bytes.withUnsafeBufferPointer { bytes in
        (0..<analysis.words.count).map { number in
          let bytes = UnsafeBufferPointer(rebasing: bytes[analysis.words.range(of: number)])
          let word = wordTable.number(of: bytes, hash: analysis.words.hashes[number])
          if word == stemOfWord.count {
            stemOfWord.append(UInt32(stemTable.number(of: stemmer.stem(bytes))))
          }
          return stemOfWord[word]
        }
      }
    }
  }

  /// For each stem its words among these, in their order.
  func byStem(_ words: [Int]) -> [[Int]] {
    var lists = [[Int]](repeating: [], count: stems.count)
    for word in words { lists[Int(stemOfWord[word])].append(word) }
    return lists
  }
}
