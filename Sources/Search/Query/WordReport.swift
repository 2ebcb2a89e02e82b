/// What the words of an index tell an author.
extension SearchIndex {
  /// A word, in how many documents it or a form of it occurs.
  package struct WordCount: Sendable, Equatable {
    package var word: String
    package var documents: Int
  }

  /// The words in most documents that stand in no title: what readers may look for and no page names.
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
      counts.append(
        WordCount(word: String(decoding: word, as: UTF8.self), documents: term.frequency))
    }
    return Array(
      counts.sorted { ($1.documents, $0.word) < ($0.documents, $1.word) }.prefix(limit))
  }
}
