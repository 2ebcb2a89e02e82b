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
    /// The number of documents from which the rarity follows.
    var frequency: Int
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

  private static let completionLimit = 32
  /// The number of shards that are read for the completions of a prefix.
  private static let completionShardLimit = 3
  /// The minimum length of both parts of a word that is divided.
  private static let partLength = 3
  /// The minimum length of what two forms share, where one is the beginning of the other, and where not.
  private static let sharedLengths = (whole: 2, part: 4)

  let store: IndexStore
  /// Whether overflow postings are read.
  var readsOverflow = false
  private var shards: [Int: Shard] = [:]

  init(store: IndexStore) {
    self.store = store
  }

  private var weights: RankingWeights { store.header.weights }

  /// The terms that match a word.
  ///
  /// If there are none, not even in `joins`, it may be a form that no page has. Otherwise the word is divided or
  /// corrected, unless it is quoted. English words are not corrected.
  mutating func match(
    _ word: Query.Word, joins: [Alternative] = []
  ) throws(SearchFailure) -> Match {
    let bytes = try known(word.bytes)
    var match = Match()
    let own = try term(bytes)
    if let (term, shard) = own {
      match.found.append(try alternative(term, shard, form: bytes, weight: 1000))
    }
    if word.isOpen, !word.isExact, bytes.count > 1 {
      match.found += try completions(of: bytes, own: own?.0)
    }
    match.found += joins
    if match.found.isEmpty, let (term, shard) = try kin(of: bytes) {
      match.found.append(try alternative(term, shard, form: bytes, weight: 1000))
    }
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
    return try term(word) == nil ? plain : word
  }

  // MARK: Compounds

  /// The alternatives of the words of a query that are one word together.
  mutating func joins(of query: Query) throws(SearchFailure) -> [[UInt8]: [Alternative]] {
    var joins: [[UInt8]: [Alternative]] = [:]
    let isShort = query.all.count <= Query.shortLimit
    for join in query.joins(stopWords: store.header.stopWords) {
      let trie = store.header.trie
      // No file is read for it alone, unless a sign joins the words, or the first is a stop word of a short query.
      guard
        join.isWritten || isShort && store.header.stopWords.contains(join.words[0])
          || trie.shard(of: join.together)?.number == trie.shard(of: join.words[0])?.number,
        let (term, shard) = try term(join.together)
      else { continue }
      let found = try alternative(term, shard, form: join.together, weight: weights.join)
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
    return try term(word) != nil
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

  /// The term that has a word among its forms.
  private mutating func term(
    _ word: [UInt8]
  ) throws(SearchFailure) -> (Shard.Term, Shard)? {
    guard let (number, name) = store.header.trie.shard(of: word) else { return nil }
    let shard = try shard(number, name)
    guard let term = shard.terms.first(where: { $0.words.contains(word) }) else { return nil }
    return (term, shard)
  }

  /// The term of the form nearest to one that no document has: both are one beginning with endings of the language, the
  /// longest beginning first.
  private mutating func kin(of word: [UInt8]) throws(SearchFailure) -> (Shard.Term, Shard)? {
    guard let (number, name) = store.header.trie.shard(of: word) else { return nil }
    let shard = try shard(number, name)
    for length in (Self.sharedLengths.whole..<word.count + 1).reversed() {
      var nearest: (term: Shard.Term, form: [UInt8])?
      for term in shard.terms {
        for form in term.words
        where nearest.map({ form.count < $0.form.count }) ?? true && areKin(form, word, length) {
          nearest = (term, form)
        }
      }
      if let nearest { return (nearest.term, shard) }
    }
    return nil
  }

  /// Whether two forms share a beginning of that length, and go on with endings.
  private func areKin(_ left: [UInt8], _ right: [UInt8], _ length: Int) -> Bool {
    guard left.starts(with: right.prefix(length)) else { return false }
    let endings = [left, right].map { Array($0.dropFirst(length)) }.filter { !$0.isEmpty }
    let isReplaced = endings.count == 2
    return (length >= Self.sharedLengths.part || !isReplaced)
      && endings.allSatisfy {
        store.header.endings.contains($0)
          || isReplaced && store.header.endings.contains([UInt8(ascii: "-")] + $0)
      }
  }

  /// All terms of the index, each once.
  mutating func allTerms() throws(SearchFailure) -> [Shard.Term] {
    var terms: [Shard.Term] = []
    var seen: Set<[UInt8]> = []
    for (number, name) in store.header.trie.shards(beginningWith: [], limit: .max) {
      terms += try shard(number, name).terms.filter { seen.insert($0.name).inserted }
    }
    return terms
  }

  /// The impacts of a term's postings in its shard.
  mutating func impacts(of term: Shard.Term) throws(SearchFailure) -> [UInt8] {
    guard let (_, shard) = try self.term(term.name) else { return [] }
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
    return Alternative(
      term: term, form: form, postings: postings, weight: weight, frequency: term.frequency)
  }

  // MARK: Completions

  /// Terms with a word that begins with `word`, which is a word of the term `own` itself or of none.
  ///
  /// Longer words have less weight. Those of a word are not rarer than it.
  private mutating func completions(
    of word: [UInt8], own: Shard.Term?
  ) throws(SearchFailure) -> [Alternative] {
    let full = own == nil ? weights.completion : weights.completionOfWord
    var completions: [(term: Shard.Term, shard: Shard, form: [UInt8], weight: Int)] = []
    var seen: Set<[UInt8]> = own.map { [$0.name] } ?? []
    // For a known word no further files are loaded.
    let trie = store.header.trie
    let shards =
      own == nil
      ? trie.shards(beginningWith: word, limit: Self.completionShardLimit)
      : [trie.shard(of: word)].compactMap(\.self)
    for (number, name) in shards {
      let shard = try shard(number, name)
      for term in shard.terms {
        let longer = term.words.filter { $0.count > word.count && $0.starts(with: word) }
        guard let form = longer.min(by: { $0.count < $1.count }), seen.insert(term.name).inserted
        else { continue }
        completions.append((term, shard, form, full * word.count / form.count))
      }
    }
    completions.sort { left, right in
      if left.weight != right.weight { return left.weight > right.weight }
      if left.term.frequency != right.term.frequency {
        return left.term.frequency > right.term.frequency
      }
      return left.term.name.lexicographicallyPrecedes(right.term.name)
    }
    return try completions.prefix(Self.completionLimit).map {
      completion throws(SearchFailure) -> Alternative in
      var found = try alternative(
        completion.term, completion.shard, form: completion.form, weight: completion.weight)
      found.frequency = max(found.frequency, own?.frequency ?? 0)
      return found
    }
  }

  // MARK: Corrections

  /// Whether a word is in the list of English words, which are not corrected.
  private func isEnglish(_ word: [UInt8]) throws(SearchFailure) -> Bool {
    guard let list = try spellingList(SpellingKeys.english(word[...])) else { return false }
    return try Spelling.holds(word, in: list)
  }

  private func spellingList(_ key: Int) throws(SearchFailure) -> ArraySlice<UInt8>? {
    guard let checksum = store.header.spellingChecksums[key] else { return nil }
    return try store.content(IndexFormat.spelling(key), checksum: checksum)[...]
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
      guard let (term, shard) = try term(candidate.word),
        !match.found.contains(where: { $0.term.name == term.name })
      else { continue }
      let weight = match.found.isEmpty ? weights.correction : weights.otherCorrection
      match.correction = match.correction ?? candidate.word
      match.found.append(
        try alternative(
          term, shard, form: candidate.word,
          weight: candidate.distance == 1 ? weight : weight * 4 / 5))
    }
    return match
  }
}
