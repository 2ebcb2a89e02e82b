import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A word of a query with the terms that match it, and their factors.
struct RankedWord {
  /// The postings of a term, and the score of a posting whose level has the value 1.
  struct Alternative {
    var postings: [Shard.Postings]
    /// For documents with the form that was asked for.
    var unit: Int
    /// For documents with other forms of the term only.
    var otherUnit: Int
    /// The bit of the form that was asked for.
    var mask: UInt16
    /// The form that was asked for.
    var form: [UInt8]

    /// The score of a posting.
    @inline(__always)
    func value(_ postings: Shard.Postings, _ place: Int) -> Int {
      let hasForm = postings.forms.isEmpty || postings.forms[place] & mask != 0
      return (hasForm ? unit : otherUnit)
        * BM25F.value(ofLevel: Int(postings.impacts[place] >> 4))
    }
  }

  /// The word of the query.
  let word: [UInt8]
  var alternatives: [Alternative]
  /// The words that match.
  let forms: Set<[UInt8]>
  /// The rarity of the word, or of the best of what it may mean.
  let rarity: Int

  init(
    _ word: [UInt8], _ found: [WordLookup.Alternative], count: Int, _ header: IndexHeader
  ) {
    let documentCount = header.documentCount
    self.word = word
    forms = Set(found.flatMap(\.term.words))
    rarity = found.first.map { Self.rarity($0.frequency, of: documentCount) } ?? 0
    alternatives = found.map { alternative in
      let term = alternative.term
      let unit = Self.rarity(alternative.frequency, of: documentCount) * count
      let weight = alternative.weight
      let other = weight * header.weights.otherForm / 1000
      let bits = FormBits.count(words: term.words.count)
      let place = term.words.firstIndex(of: alternative.form)
      return Alternative(
        postings: alternative.postings, unit: unit * (bits == 0 && place == nil ? other : weight),
        otherUnit: unit * other,
        mask: place.map { $0 < bits ? 1 << UInt16(bits - 1 - $0) : 0 } ?? 0,
        form: alternative.form)
    }
  }

  /// The inverse document frequency in thousandths, as an integer so that Swift and JavaScript compute the same.
  ///
  /// It is at least 1, so that a word that all documents contain still counts.
  private static func rarity(_ frequency: Int, of total: Int) -> Int {
    let share = (Double(total - frequency) + 0.5) / (Double(frequency) + 0.5)
    return max(1, Int((log(1 + share) * 1000).rounded()))
  }
}

/// The documents that contain words of a query, with their scores.
struct Ranking {
  private let weights: RankingWeights
  private let isList: [Bool]
  private let typeOfDocument: [UInt8]
  private let words: [RankedWord]
  private var scores: [Int]
  private var matched: [UInt8]
  /// The least value of a word in each document; of use where the document has all words.
  private var least: [Int]
  /// The documents with a score, in the order in which they were found.
  private(set) var found: [Int] = []

  init(_ words: [RankedWord], _ header: IndexHeader) {
    let documentCount = header.documentCount
    self.words = words
    weights = header.weights
    isList = header.types.map(\.isList)
    typeOfDocument = header.typeOfDocument
    least = [Int](repeating: .max, count: documentCount)
    scores = [Int](repeating: 0, count: documentCount)
    matched = [UInt8](repeating: 0, count: documentCount)
    var best = [Int](repeating: 0, count: documentCount)
    for word in words {
      var touched: [Int] = []
      for alternative in word.alternatives {
        for postings in alternative.postings {
          for (place, document) in postings.documents.enumerated() {
            let value = alternative.value(postings, place)
            if best[document] == 0 { touched.append(document) }
            if value > best[document] { best[document] = value }
          }
        }
      }
      for document in touched {
        if matched[document] == 0 { found.append(document) }
        scores[document] += best[document]
        least[document] = min(least[document], best[document])
        matched[document] += 1
        best[document] = 0
      }
    }
  }

  /// The sum of the scores of its words, reduced where words are missing and for lists.
  func score(of document: Int) -> Int {
    (scores[document] + completeness(of: document)) * factor(of: document)
  }

  /// What a document with all words of the query gains.
  func completeness(of document: Int) -> Int {
    words.count > 1 && matchesAll(document)
      ? weights.balance * words.count * least[document] / 10 : 0
  }

  /// The share that a document keeps of the sum of its words, in thousandths.
  func factor(of document: Int) -> Int {
    let share = (1000 - weights.coverageFloor) * Int(matched[document]) / max(1, words.count)
    let factor = weights.coverageFloor + share
    return isList[Int(typeOfDocument[document])] ? factor * weights.list / 10 : factor
  }

  func matchesAll(_ document: Int) -> Bool { matched[document] == words.count }

  /// Removes all other documents.
  mutating func keep(_ documents: Set<Int>) { found.removeAll { !documents.contains($0) } }

  /// A document with its score.
  struct Scored {
    var document: Int
    var score: Int
  }

  /// The documents that fulfil a condition with the highest scores, and how many fulfil it in total.
  func best(_ limit: Int, where isWanted: (Int) -> Bool) -> (documents: [Scored], total: Int) {
    let wanted = found.filter(isWanted)
    let ranked = wanted.map { (score: score(of: $0), document: $0) }
      .sorted { ($1.score, $0.document) < ($0.score, $1.document) }
    return (
      ranked.prefix(limit).map { Scored(document: $0.document, score: $0.score) }, wanted.count
    )
  }

  /// The best posting of a word in a document.
  struct BestPosting {
    var value = 0
    var impact: UInt8 = 0
    /// The form that was asked for.
    var form: [UInt8] = []

    var section: Int { Int(impact & 15) }
    var level: Int { Int(impact >> 4) }
  }

  /// The best posting of each word in a document; its value is 0 where the document does not have the word.
  func postings(in document: Int) -> [(word: RankedWord, best: BestPosting)] {
    words.map { word in
      var best = BestPosting()
      for alternative in word.alternatives {
        for postings in alternative.postings {
          let place = postings.documents.partitioningIndex { $0 >= document }
          guard place < postings.documents.count, postings.documents[place] == document else {
            continue
          }
          let value = alternative.value(postings, place)
          if value > best.value {
            best = BestPosting(
              value: value, impact: postings.impacts[place], form: alternative.form)
          }
        }
      }
      return (word, best)
    }
  }

  /// The best sections of a document, without the first one: at most two, each with at least half the score of the best.
  func sections(of document: Int) -> [Int] {
    var tally = [Int](repeating: 0, count: 16)
    for (_, best) in postings(in: document) { tally[best.section] += best.value }
    let top = tally.max() ?? 0
    return (1..<DocumentAnalysis.lastSection)
      .filter { tally[$0] > 0 && tally[$0] * 2 >= top }
      .sorted { (tally[$1], $0) < (tally[$0], $1) }
      .prefix(2).map(\.self)
  }
}
