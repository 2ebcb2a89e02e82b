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
  /// If `types` is not empty, only documents of these types. `explains` tells whether hits say what their scores are
  /// made of.
  package func search(
    _ text: String, limit: Int, types: Set<String> = [], explains: Bool = false
  ) throws(SearchFailure) -> SearchAnswer {
    let query = Query(text, stopWords: store.header.stopWords)
    lookup.readsOverflow = limit > Self.shardHitLimit || !types.isEmpty
    let matches = try match(query)
    var ranking = Ranking(matches.words, store.header)
    let chosen = types.isEmpty ? nil : store.header.types.map { types.contains($0.name) }
    if !query.phrases.isEmpty {
      try keepPhrases(query.phrases, in: &ranking, chosen)
    }
    var answer = try answer(query, ranking, matches, chosen, limit: limit)
    if explains { try explain(&answer, ranking, titleOrder(query, matches), chosen) }
    return answer
  }

  /// The words of a query with what matches them.
  private struct Matches {
    var words: [RankedWord] = []
    /// The same by the word that was typed.
    var byWord: [[UInt8]: RankedWord] = [:]
    var corrections: [SearchAnswer.Correction] = []
    var missing: [String] = []
  }

  private func match(_ query: Query) throws(SearchFailure) -> Matches {
    var matches = Matches()
    let joins = try lookup.joins(of: query)
    for word in query.words {
      let match = try lookup.match(word, joins: joins[word.bytes] ?? [])
      add(match, of: word, to: &matches)
      for part in match.parts {
        let part = Query.Word(bytes: part, count: word.count, isOpen: false)
        add(try lookup.match(part), of: part, to: &matches)
      }
      let text = String(
        decoding: StopWordPairs.isPair(word.bytes) ? word.bytes.dropFirst() : word.bytes[...],
        as: UTF8.self)
      let words = match.correction.map { [$0] } ?? match.parts
      if !words.isEmpty {
        let correction = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        matches.corrections.append(.init(from: text, to: correction))
      } else if match.found.isEmpty, !store.header.stopWords.contains(word.bytes) {
        matches.missing.append(text)
      }
    }
    return matches
  }

  private func add(_ match: WordLookup.Match, of word: Query.Word, to matches: inout Matches) {
    guard !match.found.isEmpty else { return }
    let ranked = RankedWord(
      word.bytes, match.found, count: word.count, store.header)
    matches.words.append(ranked)
    matches.byWord[word.bytes] = ranked
  }

  private func answer(
    _ query: Query, _ ranking: Ranking, _ matches: Matches, _ chosen: [Bool]?, limit: Int
  ) throws(SearchFailure) -> SearchAnswer {
    let header = store.header
    var counts = [Int](repeating: 0, count: header.types.count)
    for document in ranking.found { counts[Int(header.typeOfDocument[document])] += 1 }
    let best = ranking.best(max(limit, TitleOrder.count)) {
      chosen?[Int(header.typeOfDocument[$0])] ?? true
    }
    var hits: [SearchAnswer.Hit] = []
    for scored in try ordered(best.documents, titleOrder(query, matches)).prefix(limit) {
      hits.append(try hit(scored, ranking))
    }
    return SearchAnswer(
      hits: hits, total: best.total, corrections: matches.corrections, missing: matches.missing,
      types: Dictionary(
        zip(header.types.map(\.name), counts), uniquingKeysWith: { first, _ in first }))
  }

  private func titleOrder(_ query: Query, _ matches: Matches) -> TitleOrder {
    TitleOrder(query, matches.byWord, store.header)
  }

  /// The best documents, the first of them in the order of their titles.
  private func ordered(
    _ best: [Ranking.Scored], _ order: TitleOrder
  ) throws(SearchFailure) -> [Ranking.Scored] {
    guard let top = best.first?.score else { return [] }
    var first: [Ranking.Scored] = []
    for scored in best.prefix(TitleOrder.count) {
      let bonus = order.bonus(of: try document(scored.document), best: top)
      let score = scored.score + bonus.total
      first.append(.init(document: scored.document, score: score))
    }
    first.sort { ($1.score, $0.document) < ($0.score, $1.document) }
    return first + best.dropFirst(TitleOrder.count)
  }

  private func hit(
    _ scored: Ranking.Scored, _ ranking: Ranking
  ) throws(SearchFailure) -> SearchAnswer.Hit {
    let number = scored.document
    let document = try document(number)
    let type = store.header.types[Int(store.header.typeOfDocument[number])]
    return SearchAnswer.Hit(
      document: number, address: document.address, title: document.title, type: type.name,
      typeLabel: type.label, lead: document.lead,
      sections: ranking.sections(of: number).compactMap { section in
        guard section < document.sections.count else { return nil }
        return document.sections[section]
      }, score: Double(scored.score) / 1e9)
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
    for number in candidates.documents.map(\.document) {
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
