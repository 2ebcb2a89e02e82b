/// Finds the terms that match a word of a query: its own term, completions, and corrections.
struct WordLookup {
  /// A term, and the weight of its match with the word in thousandths.
  struct Alternative {
    var term: Shard.Term
    var postings: [Shard.Postings]
    var weight: Int
  }

  /// The weight of completions of a prefix that is a word itself, and of one that is not.
  private static let completionWeights = (known: 400, unknown: 900)
  private static let completionLimit = 32
  /// The number of shards that are read for the completions of a prefix.
  private static let completionShardLimit = 3
  /// The weight of the most likely correction, and of the others.
  private static let correctionWeights = (first: 900, other: 600)

  let store: IndexStore
  let stemmer: Stemmer
  /// Whether overflow postings are read.
  var readsOverflow = false
  private var shards: [Int: Shard] = [:]

  init(store: IndexStore) {
    self.store = store
    stemmer = Stemmer(isOn: store.header.isStemmed)
  }

  /// The terms that match a word, its own first, and the correction that was used, if any.
  mutating func alternatives(
    for word: Query.Word
  ) throws(SearchFailure) -> (found: [Alternative], correction: [UInt8]?) {
    let stem = stemmer.stem(word.bytes)
    var found: [Alternative] = []
    if let (term, shard) = try term(stem) {
      found.append(try alternative(term, shard, weight: 1000))
    }
    if word.isOpen, word.bytes.count > 1 {
      found += try completions(of: word.bytes, stem: stem, isKnown: !found.isEmpty)
    }
    guard found.isEmpty, SpellingKeys.lengths.contains(word.bytes.count) else {
      return (found, nil)
    }
    return try corrections(of: word.bytes)
  }

  // MARK: Terms

  private mutating func shard(
    _ number: Int, _ name: String
  ) throws(SearchFailure) -> Shard {
    if let known = shards[number] { return known }
    let bytes = try store.file(
      IndexFormat.shard(name), checksum: store.header.shardChecksums[number])
    let shard = try Shard(bytes, name: name)
    shards[number] = shard
    return shard
  }

  private mutating func term(
    _ stem: [UInt8]
  ) throws(SearchFailure) -> (Shard.Term, Shard)? {
    guard let (number, name) = store.header.trie.shard(of: stem) else { return nil }
    let shard = try shard(number, name)
    guard let term = shard.terms.first(where: { $0.stem == stem }) else { return nil }
    return (term, shard)
  }

  /// All terms of the index.
  mutating func allTerms() throws(SearchFailure) -> [Shard.Term] {
    var terms: [Shard.Term] = []
    for (number, name) in store.header.trie.shards(beginningWith: [], limit: .max) {
      terms += try shard(number, name).terms
    }
    return terms
  }

  /// The impacts of a term's postings in its shard.
  mutating func impacts(of term: Shard.Term) throws(SearchFailure) -> [UInt8] {
    guard let (_, shard) = try self.term(term.stem) else { return [] }
    return try shard.postings(of: term, total: store.header.documentCount).impacts
  }

  private func alternative(
    _ term: Shard.Term, _ shard: Shard, weight: Int
  ) throws(SearchFailure) -> Alternative {
    let total = store.header.documentCount
    guard term.frequency <= total else { throw .damaged }
    var postings = [try shard.postings(of: term, total: total)]
    if readsOverflow, let overflow = term.overflow {
      postings.append(
        try Shard.postings(
          inOverflow: store.file(overflow.name, checksum: overflow.checksum), of: term, total: total
        ))
    }
    return Alternative(term: term, postings: postings, weight: weight)
  }

  // MARK: Completions

  /// Terms with a word that begins with `word`.
  ///
  /// Longer words have less weight.
  private mutating func completions(
    of word: [UInt8], stem: [UInt8], isKnown: Bool
  ) throws(SearchFailure) -> [Alternative] {
    let full = isKnown ? Self.completionWeights.known : Self.completionWeights.unknown
    var completions: [(term: Shard.Term, shard: Shard, weight: Int)] = []
    let trie = store.header.trie
    // For a known word no further files are loaded.
    let shards = isKnown ? [trie.shard(of: stem)].compactMap(\.self) : completionShards(word)
    for (number, name) in shards {
      let shard = try shard(number, name)
      for term in shard.terms where !(isKnown && term.stem == stem) {
        let longer = term.words.filter { $0.count > word.count && $0.starts(with: word) }
        guard let length = longer.map(\.count).min() else { continue }
        completions.append((term, shard, full * word.count / length))
      }
    }
    completions.sort { left, right in
      if left.weight != right.weight { return left.weight > right.weight }
      if left.term.frequency != right.term.frequency {
        return left.term.frequency > right.term.frequency
      }
      return left.term.stem.lexicographicallyPrecedes(right.term.stem)
    }
    var alternatives: [Alternative] = []
    for completion in completions.prefix(Self.completionLimit) {
      alternatives.append(
        try alternative(completion.term, completion.shard, weight: completion.weight))
    }
    return alternatives
  }

  /// The shards with stems of words that begin with `word`: the first ones with that prefix, and those of shorter stems
  /// (such as `experi` of `experience`).
  private func completionShards(_ word: [UInt8]) -> [(number: Int, name: String)] {
    let trie = store.header.trie
    var shards = trie.shards(beginningWith: word, limit: Self.completionShardLimit)
    for length in max(3, word.count - 3)..<max(3, word.count) {
      if let shard = trie.shard(of: Array(word.prefix(length))) { shards.append(shard) }
    }
    var seen: Set<Int> = []
    return shards.filter { seen.insert($0.number).inserted }.sorted { $0.number < $1.number }
  }

  // MARK: Corrections

  private mutating func corrections(
    of word: [UInt8]
  ) throws(SearchFailure) -> (found: [Alternative], correction: [UInt8]?) {
    var lists: [ArraySlice<UInt8>] = []
    let keys = [
      SpellingKeys.beginning(word[...]), SpellingKeys.ending(word[...]), SpellingKeys.all,
    ]
    for key in keys {
      guard let checksum = store.header.spellingChecksums[key] else { continue }
      lists.append(try store.file(IndexFormat.spelling(key), checksum: checksum))
    }
    var found: [Alternative] = []
    var correction: [UInt8]?
    for candidate in try Spelling.candidates(for: word, in: lists) {
      let stem = stemmer.stem(candidate.word)
      guard let (term, shard) = try term(stem),
        !found.contains(where: { $0.term.stem == stem })
      else { continue }
      let weights = Self.correctionWeights
      let weight = found.isEmpty ? weights.first : weights.other
      correction = correction ?? candidate.word
      found.append(
        try alternative(term, shard, weight: candidate.distance == 1 ? weight : weight * 4 / 5))
    }
    return (found, correction)
  }
}
