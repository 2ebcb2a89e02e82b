/// All words of an index, and the families that they form: words with one stem.
struct Vocabulary: Sendable {
  private var wordTable = WordTable(capacity: 1 << 12)
  /// The number of the family of each word.
  private(set) var familyOfWord: [UInt32] = []
  private(set) var familyCount = 0
  /// The numbers of the words of each analysis.
  private(set) var numbers: [[UInt32]]

  var words: WordList { wordTable.list }

  /// Joins the words of analyses.
  init(_ analyses: [DocumentAnalysis], language: TextLanguage?) {
    var table = wordTable
    // Words as they are written, with their accents, which the stemmers of many languages need.
    var spellings: [UInt32: [UInt8]] = [:]
    numbers = analyses.map { analysis in
      let bytes = analysis.words.bytes.span
      let numbers = (0..<analysis.words.count).map { number in
        UInt32(
          table.number(
            of: bytes.extracting(analysis.words.range(of: number)),
            hash: analysis.words.hashes[number]))
      }
      for (word, spelling) in analysis.spellings where spellings[numbers[Int(word)]] == nil {
        spellings[numbers[Int(word)]] = spelling
      }
      return numbers
    }
    wordTable = table
    let stemmer = Stemmer(language)
    var scanner = WordScanner()
    var stems = WordTable(capacity: 1 << 12)
    let words = table.list
    familyOfWord = (0..<words.count).map { number in
      if let spelling = spellings[UInt32(number)] {
        // Only a stem that is one word is that of a word.
        let stem = scanner.words(of: String(decoding: stemmer.stem(spelling), as: UTF8.self))
        if let only = stem.first, stem.count == 1 {
          return UInt32(stems.number(of: only.span))
        }
      }
      return words.withBytes(of: number) { word in
        if word.count > 0, word[0] == StopWordPairs.mark {
          return UInt32(stems.number(of: word))
        }
        return stemmer.withStem(of: word) { UInt32(stems.number(of: $0)) }
      }
    }
    familyCount = stems.list.count
  }

  /// The words of each family in the order of `words`.
  func families(_ words: [Int]) -> [[Int]] {
    var families = [[Int]](repeating: [], count: familyCount)
    for word in words { families[Int(familyOfWord[word])].append(word) }
    return families
  }

  /// The bit of each word in the forms of its family's postings, as `FormBits` orders them; 0 where it has none.
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
