/// Finds the terms that a query's word may mean: its own, those it begins, those it may be a
/// misspelling of.
struct WordLookup {
  /// A term, and how much of a match with the word it is, in thousandths.
  struct Alternative {
    var term: Shard.Term
    var postings: [Shard.Postings]
    var weight: Int
  }

  /// What a completed word counts: of a beginning that is a word itself, and of one that is none.
  private static let completionWeights = (known: 400, unknown: 900)
  private static let completionLimit = 32
  /// How many shards are read for the words that a beginning may become.
  private static let completionShardLimit = 3
  /// What a corrected word counts: the likeliest one, and the others.
  private static let correctionWeights = (first: 900, other: 600)

  let store: IndexStore
  let stemmer: Stemmer
  /// Whether the files of frequent terms' further postings are read too.
  var readsTails = false
  private var shards: [Int: Shard] = [:]

  init(store: IndexStore) {
    self.store = store
    stemmer = Stemmer(isOn: store.header.isStemmed)
  }

  /// The alternatives, the word's own term first, and what the word was corrected to.
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

  /// Every term of the index.
  mutating func allTerms() throws(SearchFailure) -> [Shard.Term] {
    var terms: [Shard.Term] = []
    for (number, name) in store.header.trie.shards(beginningWith: [], limit: .max) {
      terms += try shard(number, name).terms
    }
    return terms
  }

  /// What the best postings of a term say.
  mutating func marks(of term: Shard.Term) throws(SearchFailure) -> [UInt8] {
    guard let (_, shard) = try self.term(term.stem) else { return [] }
    return try shard.postings(of: term, total: store.header.documentCount).marks
  }

  private func alternative(
    _ term: Shard.Term, _ shard: Shard, weight: Int
  ) throws(SearchFailure) -> Alternative {
    let total = store.header.documentCount
    guard term.frequency <= total else { throw .damaged }
    var postings = [try shard.postings(of: term, total: total)]
    if readsTails, let tail = term.tail {
      postings.append(
        try Shard.postings(
          inTail: store.file(tail.name, checksum: tail.checksum), of: term, total: total))
    }
    return Alternative(term: term, postings: postings, weight: weight)
  }

  // MARK: Completions

  /// Terms with a word that begins with `word`; a longer one counts less.
  private mutating func completions(
    of word: [UInt8], stem: [UInt8], isKnown: Bool
  ) throws(SearchFailure) -> [Alternative] {
    let full = isKnown ? Self.completionWeights.known : Self.completionWeights.unknown
    var completions: [(term: Shard.Term, shard: Shard, weight: Int)] = []
    let trie = store.header.trie
    // A word that is known costs its reader no more files.
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

  /// The shards in which stems of words beginning with `word` stand: the first ones after it, and
  /// those of stems that end before it (`experi` of `experience`).
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
