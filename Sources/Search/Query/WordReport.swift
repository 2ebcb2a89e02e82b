/// What the words of an index tell an author.
extension SearchIndex {
  /// A word, how many documents it or a form of it occurs in, and how many it says much about.
  package struct WordCount: Sendable, Equatable {
    package var word: String
    package var documents: Int
    package var subjects: Int
  }

  /// From this level on a document counts as being about a word: it repeats it, or has it in a heading.
  private static let subjectLevel = 8

  /// The words that most documents are about and no title holds: what readers may look for and no page
  /// names.
  ///
  /// Numbers and words of one or two letters are left out. Reads the whole index.
  package func wordsWithoutTitle(limit: Int) throws(SearchFailure) -> [WordCount] {
    var titled: Set<[UInt8]> = []
    var scanner = WordScanner()
    for number in 0..<store.header.documentCount {
      scanner.scan(try document(number).title) { titled.insert(lookup.stemmer.stem(Array($0))) }
    }
    var counts: [WordCount] = []
    for term in try lookup.allTerms() where !titled.contains(term.stem) {
      guard let word = term.words.min(by: { $0.count < $1.count }), word.count > 2,
        !word.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      else { continue }
      let subjects = try lookup.marks(of: term).count { $0 >> 4 >= Self.subjectLevel }
      guard subjects > 0 else { continue }
      counts.append(
        WordCount(
          word: String(decoding: word, as: UTF8.self), documents: term.frequency,
          subjects: subjects))
    }
    return Array(
      counts.sorted { ($1.subjects, $0.word) < ($0.subjects, $1.word) }.prefix(limit))
  }
}
