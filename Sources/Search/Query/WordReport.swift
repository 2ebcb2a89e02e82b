/// A report about the words of an index, for authors.
extension SearchIndex {
  /// A word with the number of documents that contain it.
  package struct WordCount: Sendable, Equatable {
    /// The shortest word of the family.
    package var word: String
    /// The number of documents that contain the word or another form of it.
    package var documents: Int
    /// The number of documents that are about the word.
    package var subjects: Int
  }

  /// The level from which a document is about a word: it repeats the word, or has it in a heading.
  private static let subjectLevel = 8

  /// The words that many documents are about although no title contains them: readers may search for these words, and
  /// no page has such a name.
  ///
  /// Numbers and words of one or two letters are left out. It reads the whole index.
  ///
  /// - `synonyms`: Groups of words that search treats as equal, of which one in a title is enough. Of a group that no title has,
  ///   the most frequent word is listed.
  package func wordsWithoutTitle(
    limit: Int, synonyms: [[String]] = []
  ) throws(SearchFailure) -> [WordCount] {
    var titled: Set<[UInt8]> = []
    var scanner = WordScanner()
    for number in 0..<store.header.documentCount {
      titled.formUnion(scanner.words(of: try document(number).title))
    }
    var groups: [[UInt8]: Int] = [:]
    for (number, group) in synonyms.enumerated() {
      let members = group.map { scanner.words(of: $0) }
      let singles = members.filter { $0.count == 1 }.joined()
      if members.contains(where: { !$0.isEmpty && titled.isSuperset(of: $0) }) {
        titled.formUnion(singles)
      }
      for word in singles { groups[word] = groups[word] ?? number }
    }
    var counts: [WordCount] = []
    for term in try lookup.allTerms()
    where titled.isDisjoint(with: term.words) && !StopWordPairs.isPair(term.name) {
      guard let word = term.words.min(by: { $0.count < $1.count }), word.count > 2,
        !word.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      else { continue }
      let subjects = try lookup.impacts(of: term).count { $0 >> 4 >= Self.subjectLevel }
      guard subjects > 0 else { continue }
      counts.append(
        WordCount(
          word: String(decoding: word, as: UTF8.self), documents: term.frequency,
          subjects: subjects))
    }
    var listed: Set<Int> = []
    return Array(
      counts.sorted { ($1.subjects, $0.word) < ($0.subjects, $1.word) }
        .filter { groups[Array($0.word.utf8)].map { listed.insert($0).inserted } ?? true }
        .prefix(limit))
  }
}
