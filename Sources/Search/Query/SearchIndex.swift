import Text

/// Answers queries from the files of an index.
///
/// The browser's client computes the same on the same files, step for step and in integers, so that both rank alike.
/// Not shared between threads.
package final class SearchIndex {
  /// Answers with more hits than this, or with chosen types, also use overflow postings.
  private static let shardHitLimit = 20
  /// The number of best documents in which phrases are searched.
  private static let phraseCandidateLimit = 30

  let store: IndexStore
  private let page: (String) -> [UInt8]?
  var lookup: WordLookup

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - read: Returns the bytes of a file of the index by name.
  ///   - page: Returns the HTML at an address of the site, in which phrases are searched.
  /// - Throws: A `SearchFailure` where the header is missing or damaged.
  package init(
    read: @escaping (String) -> [UInt8]?, page: @escaping (String) -> [UInt8]? = { _ in nil }
  ) throws(SearchFailure) {
    store = try IndexStore(read: read)
    self.page = page
    lookup = WordLookup(store: store)
  }

  /// The best documents for a query, at most `limit`.
  ///
  /// If `types` is not empty, only documents of these types.
  package func search(
    _ text: String, limit: Int, types: Set<String> = []
  ) throws(SearchFailure) -> SearchAnswer {
    let query = Query(text, stopWords: store.header.stopWords)
    lookup.readsOverflow = limit > Self.shardHitLimit || !types.isEmpty
    var words: [RankedWord] = []
    var corrections: [SearchAnswer.Correction] = []
    for word in query.words {
      let (found, correction) = try lookup.alternatives(for: word)
      if !found.isEmpty {
        words.append(
          RankedWord(found, count: word.count, documentCount: store.header.documentCount))
      }
      if let correction {
        corrections.append(
          .init(
            from: String(decoding: word.bytes, as: UTF8.self),
            to: String(decoding: correction, as: UTF8.self)))
      }
    }
    var ranking = Ranking(words, documentCount: store.header.documentCount)
    let chosen = types.isEmpty ? nil : store.header.types.map { types.contains($0.name) }
    if !query.phrases.isEmpty {
      try keepPhrases(query.phrases, in: &ranking, chosen)
    }
    return try answer(ranking, chosen, limit: limit, corrections)
  }

  private func answer(
    _ ranking: Ranking, _ chosen: [Bool]?, limit: Int, _ corrections: [SearchAnswer.Correction]
  ) throws(SearchFailure) -> SearchAnswer {
    let header = store.header
    var counts = [Int](repeating: 0, count: header.types.count)
    for document in ranking.found { counts[Int(header.typeOfDocument[document])] += 1 }
    let best = ranking.best(limit) { chosen?[Int(header.typeOfDocument[$0])] ?? true }
    var hits: [SearchAnswer.Hit] = []
    for document in best.documents { hits.append(try hit(document, ranking)) }
    return SearchAnswer(
      hits: hits, total: best.total, corrections: corrections,
      types: Dictionary(
        zip(header.types.map(\.name), counts), uniquingKeysWith: { first, _ in first }))
  }

  private func hit(_ number: Int, _ ranking: Ranking) throws(SearchFailure) -> SearchAnswer.Hit {
    let document = try document(number)
    let type = store.header.types[Int(store.header.typeOfDocument[number])]
    return SearchAnswer.Hit(
      document: number, address: document.address, title: document.title, type: type.name,
      typeLabel: type.label, lead: document.lead,
      sections: ranking.sections(of: number).compactMap { section in
        guard section < document.sections.count else { return nil }
        return document.sections[section]
      }, score: Double(ranking.score(of: number)) / 1e9)
  }

  func document(_ number: Int) throws(SearchFailure) -> StoredDocument {
    let block = number / IndexFormat.blockSize
    let bytes = try store.file(
      IndexFormat.block(block), checksum: store.header.blockChecksums[block])
    var reader = ByteReader(bytes)
    for _ in 0..<(number % IndexFormat.blockSize) {
      _ = try StoredDocument(&reader)
    }
    return try StoredDocument(&reader)
  }

  /// Keeps only the best documents whose text contains every phrase.
  private func keepPhrases(
    _ phrases: [[[UInt8]]], in ranking: inout Ranking, _ chosen: [Bool]?
  ) throws(SearchFailure) {
    let types = store.header.typeOfDocument
    let candidates = ranking.best(Self.phraseCandidateLimit) { number in
      ranking.matchesAll(number) && chosen?[Int(types[number])] ?? true
    }
    var kept: Set<Int> = []
    for number in candidates.documents {
      let document = try document(number)
      var text = document.title + "\n" + document.lead
      if !document.address.contains("#"), let html = page(document.address) {
        text += "\n" + PageText.text(ofMainIn: html)
      }
      if PhraseCheck.holds(text, phrases) { kept.insert(number) }
    }
    ranking.keep(kept)
  }
}
