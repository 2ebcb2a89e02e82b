/// All words of an index with their stems.
struct Vocabulary: Sendable {
  private var wordTable = WordTable(capacity: 1 << 12)
  private var stemTable = WordTable(capacity: 1 << 12)
  /// The number of the stem of each word.
  private(set) var stemOfWord: [UInt32] = []

  var words: WordList { wordTable.list }
  var stems: WordList { stemTable.list }

  /// Adds the words of analyses, and returns the numbers of the words of each analysis.
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
        return UInt32(word)
      }
    }
  }

  /// The words of each stem in their order, without those that differ too much from it to be written.
  func families(_ words: [Int]) -> [[Int]] {
    var families = [[Int]](repeating: [], count: stems.count)
    for word in words {
      let stem = Int(stemOfWord[word])
      let isWritten = stems.withBytes(of: stem) { stem in
        self.words.withBytes(of: word) { TermWriter.canWrite($0, of: stem) }
      }
      if isWritten { families[stem].append(word) }
    }
    return families
  }

  /// The bit of each word in the forms of its stem's postings, as `FormBits` orders them; 0 where it has none.
  func forms(_ families: [[Int]]) -> [UInt16] {
    var forms = [UInt16](repeating: 0, count: words.count)
    for family in families {
      let count = FormBits.count(words: family.count)
      for (place, word) in family.prefix(count).enumerated() {
        forms[word] = 1 << UInt16(count - 1 - place)
      }
    }
    return forms
  }
}
