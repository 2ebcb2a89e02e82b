import Text

/// Finds the terms that match a word of a query: its own term, completions, compounds and corrections.
struct WordLookup {
  /// A term, and the weight of its match with the word in thousandths.
  struct Alternative {
    var term: Shard.Term
    /// The form that was asked for; documents with it count more than those with another form of the term.
    var form: [UInt8]
    var postings: [Shard.Postings]
    var weight: Int
  }

  /// What a word of a query may mean.
  struct Match {
    /// The terms, the word's own first.
    var found: [Alternative] = []
    /// The word that was searched instead.
    var correction: [UInt8]?
    /// The two words that were searched instead: `road` and `map` for `roadmap`.
    var parts: [[UInt8]] = []
  }

  /// The weight of completions of a prefix that is a word itself, and of one that is not.
  private static let completionWeights = (known: 400, unknown: 900)
  private static let completionLimit = 32
  /// The number of shards that are read for the completions of a prefix.
  private static let completionShardLimit = 3
  /// The weight of the most likely correction, and of the others.
  private static let correctionWeights = (first: 900, other: 600)
  /// The weight of the word that neighboring words are together, for each of them.
  private static let joinWeight = 700
  /// The minimum length of both parts of a word that is divided.
  private static let partLength = 3

  let store: IndexStore
  let stemmer: Stemmer
  /// Whether overflow postings are read.
  var readsOverflow = false
  private var shards: [Int: Shard] = [:]

  init(store: IndexStore) {
    self.store = store
    stemmer = Stemmer(isOn: store.header.isStemmed)
  }

  /// The terms that match a word.
  ///
  /// If there are none, not even in `joins`, the word is divided or corrected, unless it is quoted. English words are
  /// not corrected.
  mutating func match(
    _ word: Query.Word, joins: [Alternative] = []
  ) throws(SearchFailure) -> Match {
    let bytes = try known(word.bytes)
    let stem = stemmer.stem(bytes)
    var match = Match()
    if let (term, shard) = try term(stem) {
      match.found.append(try alternative(term, shard, form: bytes, weight: 1000))
    }
    if word.isOpen, !word.isExact, bytes.count > 1 {
      match.found += try completions(of: bytes, stem: stem, isKnown: !match.found.isEmpty)
    }
    match.found += joins
    guard match.found.isEmpty, !word.isExact, SpellingKeys.lengths.contains(bytes.count) else {
      return match
    }
    match.parts = try parts(of: bytes)
    guard match.parts.isEmpty, try !isEnglish(bytes) else { return match }
    return try corrections(of: bytes)
  }

  /// A word, or what is left of `.NET`, `C++` or `C#` without its sign where the index does not know it.
  private mutating func known(_ word: [UInt8]) throws(SearchFailure) -> [UInt8] {
    let plain = word.filter { $0 >= 0x80 || $0.isASCIIAlphanumeric || $0 == UInt8(ascii: ":") }
    if plain.count == word.count { return word }
    return try term(stemmer.stem(word)) == nil ? plain : word
  }

  // MARK: Compounds

  /// The alternatives of the words of a query that are one word together.
  mutating func joins(of query: Query) throws(SearchFailure) -> [[UInt8]: [Alternative]] {
    var joins: [[UInt8]: [Alternative]] = [:]
    let isShort = query.all.count <= Query.shortLimit
    for join in query.joins(stopWords: store.header.stopWords) {
      let stem = stemmer.stem(join.together)
      let trie = store.header.trie
      // No file is read for it alone, unless a sign joins the words, or the first is a stop word of a short query.
      guard
        join.isWritten || isShort && store.header.stopWords.contains(join.words[0])
          || trie.shard(of: stem)?.number == trie.shard(of: stemmer.stem(join.words[0]))?.number,
        let (term, shard) = try term(stem), term.words.contains(join.together)
      else { continue }
      let found = try alternative(term, shard, form: join.together, weight: Self.joinWeight)
      for word in Set(join.words) { joins[word, default: []].append(found) }
    }
    return joins
  }

  /// The two known words that an unknown one consists of, or none.
  private mutating func parts(of word: [UInt8]) throws(SearchFailure) -> [[UInt8]] {
    let least = Self.partLength
    guard word.count >= 2 * least else { return [] }
    for length in (least...(word.count - least)).reversed() {
      let parts = [Array(word.prefix(length)), Array(word.dropFirst(length))]
      if try isForm(parts[0]), try isForm(parts[1]) { return parts }
    }
    return []
  }

  /// Whether a text of the site has just this word.
  private mutating func isForm(_ word: [UInt8]) throws(SearchFailure) -> Bool {
    guard !store.header.stopWords.contains(word) else { return false }
    return try term(stemmer.stem(word))?.0.words.contains(word) ?? false
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
    _ term: Shard.Term, _ shard: Shard, form: [UInt8], weight: Int
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
    return Alternative(term: term, form: form, postings: postings, weight: weight)
  }

  // MARK: Completions

  /// Terms with a word that begins with `word`.
  ///
  /// Longer words have less weight.
  private mutating func completions(
    of word: [UInt8], stem: [UInt8], isKnown: Bool
  ) throws(SearchFailure) -> [Alternative] {
    let full = isKnown ? Self.completionWeights.known : Self.completionWeights.unknown
    var completions: [(term: Shard.Term, shard: Shard, form: [UInt8], weight: Int)] = []
    let trie = store.header.trie
    // For a known word no further files are loaded.
    let shards = isKnown ? [trie.shard(of: stem)].compactMap(\.self) : completionShards(word)
    for (number, name) in shards {
      let shard = try shard(number, name)
      for term in shard.terms where !(isKnown && term.stem == stem) {
        let longer = term.words.filter { $0.count > word.count && $0.starts(with: word) }
        guard let form = longer.min(by: { $0.count < $1.count }) else { continue }
        completions.append((term, shard, form, full * word.count / form.count))
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
        try alternative(
          completion.term, completion.shard, form: completion.form, weight: completion.weight))
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

  /// Whether a word is in the list of English words, which are not corrected.
  private func isEnglish(_ word: [UInt8]) throws(SearchFailure) -> Bool {
    guard let list = try spellingList(SpellingKeys.english(word[...])) else { return false }
    return try Spelling.holds(word, in: list)
  }

  private func spellingList(_ key: Int) throws(SearchFailure) -> ArraySlice<UInt8>? {
    guard let checksum = store.header.spellingChecksums[key] else { return nil }
    return try store.file(IndexFormat.spelling(key), checksum: checksum)
  }

  private mutating func corrections(of word: [UInt8]) throws(SearchFailure) -> Match {
    var lists: [ArraySlice<UInt8>] = []
    let keys = [
      SpellingKeys.beginning(word[...]), SpellingKeys.ending(word[...]), SpellingKeys.all,
    ]
    for key in keys {
      if let list = try spellingList(key) { lists.append(list) }
    }
    var match = Match()
    for candidate in try Spelling.candidates(for: word, in: lists) {
      let stem = stemmer.stem(candidate.word)
      guard let (term, shard) = try term(stem),
        !match.found.contains(where: { $0.term.stem == stem })
      else { continue }
      let weights = Self.correctionWeights
      let weight = match.found.isEmpty ? weights.first : weights.other
      match.correction = match.correction ?? candidate.word
      match.found.append(
        try alternative(
          term, shard, form: candidate.word,
          weight: candidate.distance == 1 ? weight : weight * 4 / 5))
    }
    return match
  }
}
