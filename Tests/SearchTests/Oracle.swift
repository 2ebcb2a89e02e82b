import Foundation

@testable import Search

/// What a search must find, worked out from the documents without any index: slowly and plainly.
///
/// Only the division into words, the stems and the reading of a query are the module's own; they have
/// tests of their own.
struct Oracle {
  /// How much a document says of a stem, and in which section most.
  struct Posting: Equatable {
    var level: Int
    var section: Int
    /// The words of the stem that the document has.
    var forms: Set<[UInt8]>
  }

  struct Hit: Equatable {
    var document: Int
    var score: Int
    var sections: [Int]
  }

  struct Answer: Equatable {
    var hits: [Hit]
    var corrections: [String]
  }

  private let documents: [SearchDocument]
  private let lists: Set<String>
  private let count: Int
  /// Whether the index is one file, which has one list of words.
  private let isPacked: Bool
  private let stemmer: Stemmer
  private let stopWords: StopWords
  private let isEnglish: Bool
  private let trie: ShardTrie?
  private let endings: Set<[UInt8]>
  private(set) var postings: [[UInt8]: [Int: Posting]] = [:]
  /// Every word whose stem has a posting.
  private(set) var words: Set<[UInt8]> = []
  /// The words of each stem.
  private var families: [[UInt8]: Set<[UInt8]>] = [:]

  init(_ collection: Collection) {
    let settings = collection.settings
    documents = collection.documents
    lists = Set(settings.types.filter(\.isList).map(\.name))
    count = collection.documents.count
    isPacked = !collection.files.keys.contains { $0.hasPrefix("pages/") }
    stemmer = Stemmer(settings.textLanguage)
    stopWords = settings.stopWords
    isEnglish = settings.textLanguage?.isEnglish ?? false
    let files = collection.files
    let header = try? IndexStore(read: { files[$0] }).header
    trie = header?.trie
    endings = header?.endings ?? []
    let groups = settings.synonyms.map { $0.map(Self.words(of:)).filter { !$0.isEmpty } }
    let documents = collection.documents.map { Self.occurrences(of: $0, groups) }
    let means = (0..<3).map { field in
      let total = documents.reduce(0) { $0 + $1.lengths[field] }
      return total == 0 ? 1 : Self.twoDigits(Double(total) / Double(max(1, count)))
    }
    for (number, document) in documents.enumerated() {
      var weights: [[UInt8]: [Int: Double]] = [:]
      var forms: [[UInt8]: Set<[UInt8]>] = [:]
      for occurrence in document.occurrences {
        words.insert(occurrence.word)
        if occurrence.field >= 2, isStopWord(occurrence.word) { continue }
        let share = Self.share(of: occurrence.field, document.lengths, means)
        forms[stemmer.stem(occurrence.word), default: []].insert(occurrence.word)
        weights[stemmer.stem(occurrence.word), default: [:]][occurrence.section, default: 0] +=
          share
      }
      for (stem, sections) in weights {
        let total = sections.values.reduce(0, +)
        let best = sections.max { ($0.value, $1.key) < ($1.value, $0.key) }
        postings[stem, default: [:]][number] = Posting(
          level: min(15, Int(total / (total + 2.4) * 16)), section: best?.key ?? 0,
          forms: forms[stem] ?? [])
      }
    }
    words = words.filter { postings[stemmer.stem($0)] != nil }
    for word in words { families[stemmer.stem(word), default: []].insert(word) }
  }

  private static func share(of field: Int, _ lengths: [Int], _ means: [Double]) -> Double {
    if field == 3 { return 1 }
    return [5, 2.5, 1][field] / (0.25 + 0.75 * Double(lengths[field]) / means[field])
  }

  private func isStopWord(_ word: [UInt8]) -> Bool {
    stopWords.contains(word)
  }

  static func words(of text: String) -> [[UInt8]] {
    var scanner = WordScanner()
    return scanner.words(of: text)
  }

  private struct Occurrence {
    var word: [UInt8]
    /// 0 title, 1 heading, 2 text, 3 question.
    var field: Int
    var section: Int
  }

  private static func occurrences(
    of document: SearchDocument, _ groups: [[[[UInt8]]]]
  ) -> (occurrences: [Occurrence], lengths: [Int]) {
    var texts = [(document.title, 0, 0)]
    texts += document.otherNames.map { ($0, 0, 0) } + [(document.lead, 2, 0)]
    texts += document.asked.map { ($0, 3, 0) }
    for (number, section) in document.sections.enumerated() {
      texts += [(section.heading, 1, min(15, number)), (section.text, 2, min(15, number))]
    }
    var occurrences: [Occurrence] = []
    var lengths = [0, 0, 0, 0]
    for (text, field, section) in texts {
      let words = words(of: text)
      lengths[field] += words.count
      let others =
        compounds(of: text) + words.filter { $0[0] == 0x2E }.map { Array($0.dropFirst()) }
      occurrences += others.map { Occurrence(word: $0, field: field, section: section) }
      occurrences += words.map { Occurrence(word: $0, field: field, section: section) }
      for group in groups {
        // A synonym of one word counts where the other stands, the words of a longer one as text.
        let together = group.filter { $0.count > 1 }.compactMap { Compounds.joined($0) }
        let whole = Set(group.filter { $0.count == 1 }.joined()).union(together)
        for phrase in group {
          let others = Set(group.joined()).union(together).subtracting(phrase)
          for start in words.indices where words[start...].starts(with: phrase) {
            occurrences += others.map {
              Occurrence(word: $0, field: whole.contains($0) ? field : 2, section: section)
            }
          }
        }
      }
    }
    return (occurrences, lengths)
  }

  /// The words that neighbors with nothing but a hyphen or the like between them are together.
  private static func compounds(of text: String) -> [[UInt8]] {
    var scanner = WordScanner()
    var runs: [[[UInt8]]] = []
    for word in scanner.joinedWords(of: text) {
      if word.isJoined {
        runs[runs.count - 1].append(word.bytes)
      } else {
        runs.append([word.bytes])
      }
    }
    return runs.filter { (2...4).contains($0.count) && !Compounds.isNumeric($0) }
      .compactMap { Compounds.joined($0) }
  }

  private static func twoDigits(_ value: Double) -> Double {
    let unit = pow(10, floor(log10(value)) - 1)
    return (value / unit).rounded() * unit
  }
}

// MARK: Answers

extension Oracle {
  /// A stem that a word may mean, with the form that was asked for.
  private struct Alternative {
    var stem: [UInt8]
    var form: [UInt8]
    var weight: Int
    /// It is not rarer than the word of which it is a completion.
    var completed: [UInt8]?
  }

  private typealias Row = [Int: (value: Int, section: Int)]

  /// What is found for a query, before any documents are chosen.
  private struct Match {
    var rows: [Row] = []
    var forms: [[UInt8]: (forms: Set<[UInt8]>, rarity: Int)] = [:]
    var corrections: [String] = []
  }

  /// The best documents for a query; `types` chooses among documents.
  func answer(_ text: String, limit: Int, where isChosen: (Int) -> Bool = { _ in true }) -> Answer {
    let query = Query(text, stopWords: stopWords)
    let match = match(query)
    let hits = Set(match.rows.flatMap(\.keys)).filter(isChosen).map { hit($0, match.rows) }
      .sorted { ($1.score, $0.document) < ($0.score, $1.document) }
    let top = hits.prefix(5).map { hit in
      var hit = hit
      hit.score += titleBonus(documents[hit.document], query, match, best: hits[0].score)
      return hit
    }.sorted { ($1.score, $0.document) < ($0.score, $1.document) }
    return Answer(
      hits: Array((top + hits.dropFirst(5)).prefix(limit)), corrections: match.corrections)
  }

  private func match(_ query: Query) -> Match {
    var match = Match()
    for word in query.words {
      let joins = joins(of: word, query)
      var found = alternatives(of: word) + joins
      if found.isEmpty, let stem = kin(of: word.bytes) {
        found.append(Alternative(stem: stem, form: word.bytes, weight: 1000))
      }
      if found.isEmpty, !word.isExact, (4...32).contains(word.bytes.count) {
        if let parts = parts(of: word.bytes) {
          match.corrections.append(
            parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
          for part in parts {
            add(
              [Alternative(stem: stemmer.stem(part), form: part, weight: 1000)], part, word.count,
              &match)
          }
        } else if !isEnglish || !EnglishWords.words.contains(word.bytes[...]) {
          let (corrected, correction) = corrected(word.bytes)
          found = corrected
          match.corrections += correction.map { [String(decoding: $0, as: UTF8.self)] } ?? []
        }
      }
      add(found, word.bytes, word.count, &match)
    }
    return match
  }

  private func add(
    _ found: [Alternative], _ word: [UInt8], _ count: Int, _ match: inout Match
  ) {
    guard let first = found.first else { return }
    var row: Row = [:]
    for alternative in found {
      for (document, posting) in postings[alternative.stem] ?? [:] {
        let hasForm = posting.forms.contains(alternative.form)
        let weight = hasForm ? alternative.weight : alternative.weight * 4 / 5
        let value = rarity(of: alternative) * weight * count * (2 * posting.level + 1)
        if value > row[document]?.value ?? 0 { row[document] = (value, posting.section) }
      }
    }
    match.rows.append(row)
    match.forms[word] = (Set(found.flatMap { families[$0.stem] ?? [] }), rarity(of: first))
  }

  /// What the title of a document adds, and words of the query side by side in its title, lead and headings.
  private func titleBonus(
    _ document: SearchDocument, _ query: Query, _ match: Match, best: Int
  ) -> Int {
    let known = match.forms.values.reduce(into: Set()) { $0.formUnion($1.forms) }
    let title = Set(Self.words(of: document.title).filter { !isStopWord($0) })
    let shared = title.count { known.contains($0) }
    var bonus = title.isEmpty ? 0 : best * shared / (10 * title.count)
    let headings = document.sections.prefix(15).map(\.heading)
    let texts = ([document.title, document.lead] + headings).map { Self.words(of: $0) }
    let stopWordRarity = min(1500, match.forms.values.map(\.rarity).max() ?? 0)
    for (left, right) in zip(query.all, query.all.dropFirst()) {
      let sides = [left, right].map { word in
        match.forms[word.bytes] ?? (isStopWord(word.bytes) ? [word.bytes] : [], stopWordRarity)
      }
      let isBeside = texts.contains { text in
        text.indices.dropLast().contains {
          sides[0].forms.contains(text[$0]) && sides[1].forms.contains(text[$0 + 1])
        }
      }
      if isBeside { bonus += 9_600_000 * min(sides[0].rarity, sides[1].rarity) }
    }
    return bonus
  }

  private func hit(_ document: Int, _ rows: [Row]) -> Hit {
    let entries = rows.compactMap { $0[document] }
    var tally: [Int: Int] = [:]
    for entry in entries { tally[entry.section, default: 0] += entry.value }
    let top = tally.values.max() ?? 0
    let sections = tally.filter { (1...14).contains($0.key) && $0.value * 2 >= top }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map(\.key)
    var sum = entries.reduce(0) { $0 + $1.value }
    if entries.count == rows.count, rows.count > 1 {
      sum += 4 * rows.count * (entries.map(\.value).min() ?? 0) / 10
    }
    let factor = 850 + 150 * entries.count / rows.count
    let isList = lists.contains(documents[document].type)
    return Hit(
      document: document, score: sum * (isList ? factor * 5 / 10 : factor), sections: sections)
  }

  private func rarity(of alternative: Alternative) -> Int {
    let frequencies = [alternative.stem, alternative.completed ?? alternative.stem].map {
      postings[$0]?.count ?? 0
    }
    let frequency = Double(max(frequencies[0], frequencies[1]))
    let inverse = log(1 + (Double(count) - frequency + 0.5) / (frequency + 0.5))
    return max(1, Int((inverse * 1000).rounded()))
  }

  private func alternatives(of word: Query.Word) -> [Alternative] {
    let own = stemmer.stem(word.bytes)
    let isKnown = words.contains(word.bytes)
    let itself = isKnown ? [Alternative(stem: own, form: word.bytes, weight: 1000)] : []
    guard word.isOpen, !word.isExact, word.bytes.count > 1 else { return itself }
    var shortest: [[UInt8]: [UInt8]] = [:]
    for other in words where other.count > word.bytes.count && other.starts(with: word.bytes) {
      let stem = stemmer.stem(other)
      if isKnown && stem == own { continue }
      let known = shortest[stem] ?? other
      let isBefore =
        known.count == other.count
        ? !known.lexicographicallyPrecedes(other) : known.count > other.count
      shortest[stem] = isBefore ? other : known
    }
    let completions = shortest.map { stem, form in
      Alternative(
        stem: stem, form: form, weight: (isKnown ? 400 : 900) * word.bytes.count / form.count,
        completed: isKnown ? own : nil)
    }.sorted { left, right in
      let frequencies = [left, right].map { postings[$0.stem]?.count ?? 0 }
      if left.weight != right.weight { return left.weight > right.weight }
      if frequencies[0] != frequencies[1] { return frequencies[0] > frequencies[1] }
      return name(of: left.stem).lexicographicallyPrecedes(name(of: right.stem))
    }
    return itself + completions.prefix(32)
  }

  /// The words that a word of the query and its neighbors are together.
  ///
  /// No shard is read for them alone, unless a sign joins the words, or the first is a stop word of a short query.
  private func joins(of word: Query.Word, _ query: Query) -> [Alternative] {
    query.joins(stopWords: stopWords).filter { $0.words.contains(word.bytes) }.compactMap { join in
      let stem = stemmer.stem(join.together)
      let isFree =
        trie?.shard(of: join.together)?.number == trie?.shard(of: join.words[0])?.number
      guard
        join.isWritten || isFree
          || query.all.count <= Query.shortLimit && isStopWord(join.words[0]),
        words.contains(join.together), postings[stem] != nil
      else { return nil }
      return Alternative(stem: stem, form: join.together, weight: 700)
    }
  }

  /// The first word of a stem.
  private func name(of stem: [UInt8]) -> [UInt8] {
    families[stem]?.min { $0.lexicographicallyPrecedes($1) } ?? []
  }

  /// The stem of the known form nearest to one that is not, of those with a word in its shard: the longest common
  /// beginning, then the shortest form, then the first family and form.
  private func kin(of word: [UInt8]) -> [UInt8]? {
    let shard = trie?.shard(of: word)?.number
    guard shard != nil else { return nil }
    let near = families.filter { $0.value.contains { trie?.shard(of: $0)?.number == shard } }
    for length in stride(from: word.count, to: 1, by: -1) {
      let kin = near.flatMap { stem, words in words.map { (stem: stem, form: $0) } }.filter {
        $0.form.starts(with: word.prefix(length))
          && areEndings(Array(word.dropFirst(length)), Array($0.form.dropFirst(length)), length)
      }
      let nearest = kin.min { left, right in
        let (first, second) = (name(of: left.stem), name(of: right.stem))
        if left.form.count != right.form.count { return left.form.count < right.form.count }
        return first == second
          ? left.form.lexicographicallyPrecedes(right.form)
          : first.lexicographicallyPrecedes(second)
      }
      if let nearest { return nearest.stem }
    }
    return nil
  }

  private func areEndings(_ left: [UInt8], _ right: [UInt8], _ length: Int) -> Bool {
    let replacing = { (ending: [UInt8]) in endings.contains(Array("-".utf8) + ending) }
    if left.isEmpty { return endings.contains(right) }
    if right.isEmpty { return endings.contains(left) }
    return length >= 4 && [left, right].allSatisfy { endings.contains($0) || replacing($0) }
  }

  private func parts(of word: [UInt8]) -> [[UInt8]]? {
    guard word.count >= 6 else { return nil }
    return (3...(word.count - 3)).reversed().lazy
      .map { [Array(word.prefix($0)), Array(word.dropFirst($0))] }
      .first { $0.allSatisfy { words.contains($0) && !isStopWord($0) } }
  }

  /// The likeliest of the nearest words; in an index of many files those two mistakes away only
  /// where one mistake left either the beginning or the end.
  private func corrected(_ word: [UInt8]) -> (found: [Alternative], correction: [UInt8]?) {
    var nearest: [(word: [UInt8], rank: Int)] = []
    var distance = 0
    for limit in 1...(word.count < 8 ? 1 : 2) where nearest.isEmpty {
      distance = limit
      for other in words where (4...32).contains(other.count) {
        guard limit == 1 || isPacked || Self.sharesAnEnd(word, other),
          Self.distance(word, other) == limit
        else { continue }
        let frequency = postings[stemmer.stem(other)]?.count ?? 1
        let rank = min(15, Int(log2(Double(frequency)))) + (other[0] == word[0] ? 3 : 0)
        nearest.append((other, rank))
      }
    }
    nearest.sort {
      $0.rank == $1.rank ? $0.word.lexicographicallyPrecedes($1.word) : $0.rank > $1.rank
    }
    var found: [Alternative] = []
    for (other, _) in nearest.prefix(3) {
      let stem = stemmer.stem(other)
      if found.contains(where: { $0.stem == stem }) { continue }
      let weight = found.isEmpty ? 900 : 600
      found.append(
        Alternative(stem: stem, form: other, weight: distance == 1 ? weight : weight * 4 / 5))
    }
    return (found, nearest.first?.word)
  }

  private static func sharesAnEnd(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    func isLatin(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    func end(_ word: [UInt8]) -> Int {
      (Int(word[word.count - 1]) + 3 * Int(word[word.count - 2])) % 32
    }
    return left[0] == right[0] || !isLatin(left[0]) && !isLatin(right[0]) || end(left) == end(right)
  }

  /// Optimal string alignment by its definition, with what was worked out kept.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard abs(left.count - right.count) <= 2 else { return 3 }
    var known: [Int: Int] = [:]
    func distance(_ i: Int, _ j: Int) -> Int {
      if i == 0 || j == 0 { return i + j }
      if let value = known[i << 8 | j] { return value }
      var value = min(distance(i - 1, j), distance(i, j - 1)) + 1
      value = min(value, distance(i - 1, j - 1) + (left[i - 1] == right[j - 1] ? 0 : 1))
      if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
        value = min(value, distance(i - 2, j - 2) + 1)
      }
      known[i << 8 | j] = value
      return value
    }
    return distance(left.count, right.count)
  }
}
