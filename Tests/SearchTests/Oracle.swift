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

  private let count: Int
  /// Whether the index is one file, which has one list of words.
  private let isPacked: Bool
  private let stemmer: Stemmer
  private let stopWords: StopWords
  private(set) var postings: [[UInt8]: [Int: Posting]] = [:]
  /// Every word whose stem has a posting.
  private(set) var words: Set<[UInt8]> = []

  init(_ collection: Collection) {
    let settings = collection.settings
    count = collection.documents.count
    isPacked = collection.files.count == 1
    stemmer = Stemmer(isOn: settings.isStemmed)
    stopWords = settings.stopWords
    let groups = settings.synonyms.map { $0.map(Self.words(of:)).filter { !$0.isEmpty } }
    let documents = collection.documents.map { Self.occurrences(of: $0, groups) }
    let means = (0..<3).map { field in
      let total = documents.reduce(0) { $0 + $1.lengths[field] }
      return total == 0 ? 1 : Self.twoDigits(Double(total) / Double(max(1, count)))
    }
    for (number, document) in documents.enumerated() {
      var weights: [[UInt8]: [Int: Double]] = [:]
      for occurrence in document.occurrences {
        words.insert(occurrence.word)
        if occurrence.field == 2, isStopWord(occurrence.word) { continue }
        let length = Double(document.lengths[occurrence.field]) / means[occurrence.field]
        let share = [5, 2.5, 1][occurrence.field] / (0.25 + 0.75 * length)
        weights[stemmer.stem(occurrence.word), default: [:]][occurrence.section, default: 0] +=
          share
      }
      for (stem, sections) in weights {
        let total = sections.values.reduce(0, +)
        let best = sections.max { ($0.value, $1.key) < ($1.value, $0.key) }
        postings[stem, default: [:]][number] = Posting(
          level: min(15, Int(total / (total + 2.4) * 16)), section: best?.key ?? 0)
      }
    }
    words = words.filter { postings[stemmer.stem($0)] != nil }
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
    /// 0 title, 1 heading, 2 text.
    var field: Int
    var section: Int
  }

  private static func occurrences(
    of document: SearchDocument, _ groups: [[[[UInt8]]]]
  ) -> (occurrences: [Occurrence], lengths: [Int]) {
    var texts = [(document.title, 0, 0)]
    texts += document.otherNames.map { ($0, 0, 0) } + [(document.lead, 2, 0)]
    for (number, section) in document.sections.enumerated() {
      texts += [(section.heading, 1, min(15, number)), (section.text, 2, min(15, number))]
    }
    var occurrences: [Occurrence] = []
    var lengths = [0, 0, 0]
    for (text, field, section) in texts {
      let words = words(of: text)
      lengths[field] += words.count
      occurrences += words.map { Occurrence(word: $0, field: field, section: section) }
      for group in groups {
        // A synonym of one word counts where the other stands, the words of a longer one as text.
        let whole = Set(group.filter { $0.count == 1 }.joined())
        for phrase in group {
          let others = Set(group.joined()).subtracting(phrase)
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

  private static func twoDigits(_ value: Double) -> Double {
    let unit = pow(10, floor(log10(value)) - 1)
    return (value / unit).rounded() * unit
  }
}

// MARK: Answers

extension Oracle {
  private typealias Alternative = (stem: [UInt8], weight: Int)

  /// The best documents for a query; `types` chooses among documents.
  func answer(_ text: String, limit: Int, where isChosen: (Int) -> Bool = { _ in true }) -> Answer {
    var corrections: [String] = []
    var rows: [[Int: (value: Int, section: Int)]] = []
    for word in Query(text, stopWords: stopWords).words {
      var alternatives = alternatives(of: word)
      if alternatives.isEmpty, (4...32).contains(word.bytes.count) {
        let (found, correction) = corrected(word.bytes)
        alternatives = found
        corrections += correction.map { [String(decoding: $0, as: UTF8.self)] } ?? []
      }
      guard !alternatives.isEmpty else { continue }
      var row: [Int: (value: Int, section: Int)] = [:]
      for (stem, weight) in alternatives {
        let unit = rarity(of: stem) * weight * word.count
        for (document, posting) in postings[stem] ?? [:] {
          let value = unit * (2 * posting.level + 1)
          if value > row[document]?.value ?? 0 { row[document] = (value, posting.section) }
        }
      }
      rows.append(row)
    }
    let hits = Set(rows.flatMap(\.keys)).filter(isChosen).map { hit($0, rows) }
      .sorted { ($1.score, $0.document) < ($0.score, $1.document) }
    return Answer(hits: Array(hits.prefix(limit)), corrections: corrections)
  }

  private func hit(_ document: Int, _ rows: [[Int: (value: Int, section: Int)]]) -> Hit {
    let entries = rows.compactMap { $0[document] }
    var tally: [Int: Int] = [:]
    for entry in entries { tally[entry.section, default: 0] += entry.value }
    let top = tally.values.max() ?? 0
    let sections = tally.filter { (1...14).contains($0.key) && $0.value * 2 >= top }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map(\.key)
    let sum = entries.reduce(0) { $0 + $1.value }
    return Hit(
      document: document, score: sum * (850 + 150 * entries.count / rows.count), sections: sections)
  }

  private func rarity(of stem: [UInt8]) -> Int {
    let frequency = Double(postings[stem]?.count ?? 0)
    let inverse = log(1 + (Double(count) - frequency + 0.5) / (frequency + 0.5))
    return max(1, Int((inverse * 1000).rounded()))
  }

  private func alternatives(of word: Query.Word) -> [Alternative] {
    let own = stemmer.stem(word.bytes)
    let isKnown = postings[own] != nil
    guard word.isOpen, word.bytes.count > 1 else { return isKnown ? [(own, 1000)] : [] }
    var shortest: [[UInt8]: Int] = [:]
    for other in words where other.count > word.bytes.count && other.starts(with: word.bytes) {
      let stem = stemmer.stem(other)
      if isKnown && stem == own { continue }
      shortest[stem] = min(shortest[stem] ?? .max, other.count)
    }
    let completions = shortest.map { stem, length in
      (stem: stem, weight: (isKnown ? 400 : 900) * word.bytes.count / length)
    }.sorted { left, right in
      let frequencies = [left, right].map { postings[$0.stem]?.count ?? 0 }
      if left.weight != right.weight { return left.weight > right.weight }
      if frequencies[0] != frequencies[1] { return frequencies[0] > frequencies[1] }
      return left.stem.lexicographicallyPrecedes(right.stem)
    }
    return (isKnown ? [(own, 1000)] : []) + completions.prefix(32)
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
      found.append((stem, distance == 1 ? weight : weight * 4 / 5))
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
