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
    var unit: Int
  }

  var alternatives: [Alternative]

  init(_ found: [WordLookup.Alternative], count: Int, documentCount: Int) {
    alternatives = found.map { alternative in
      let rarity = Self.rarity(alternative.term.frequency, of: documentCount)
      return Alternative(
        postings: alternative.postings, unit: rarity * alternative.weight * count)
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
  /// The share of its score, in thousandths, that a document with few of the words keeps.
  private static let coverageFloor = 850

  private let words: [RankedWord]
  private var scores: [Int]
  private var matched: [UInt8]
  /// The documents with a score, in the order in which they were found.
  private(set) var found: [Int] = []

  init(_ words: [RankedWord], documentCount: Int) {
    self.words = words
    scores = [Int](repeating: 0, count: documentCount)
    matched = [UInt8](repeating: 0, count: documentCount)
    var best = [Int](repeating: 0, count: documentCount)
    for word in words {
      var touched: [Int] = []
      for alternative in word.alternatives {
        for postings in alternative.postings {
          for (document, impact) in zip(postings.documents, postings.impacts) {
            let value = alternative.unit * BM25F.value(ofLevel: Int(impact >> 4))
            if best[document] == 0 { touched.append(document) }
            if value > best[document] { best[document] = value }
          }
        }
      }
      for document in touched {
        if matched[document] == 0 { found.append(document) }
        scores[document] += best[document]
        matched[document] += 1
        best[document] = 0
      }
    }
  }

  /// The sum of the scores of its words, reduced where words are missing.
  func score(of document: Int) -> Int {
    let share = (1000 - Self.coverageFloor) * Int(matched[document]) / max(1, words.count)
    return scores[document] * (Self.coverageFloor + share)
  }

  func matchesAll(_ document: Int) -> Bool { matched[document] == words.count }

  /// Removes all other documents.
  mutating func keep(_ documents: Set<Int>) { found.removeAll { !documents.contains($0) } }

  /// The documents that fulfil a condition with the highest scores, and how many fulfil it in total.
  func best(_ limit: Int, where isWanted: (Int) -> Bool) -> (documents: [Int], total: Int) {
    let wanted = found.filter(isWanted)
    let ranked = wanted.map { (score: score(of: $0), document: $0) }
      .sorted { ($1.score, $0.document) < ($0.score, $1.document) }
    return (ranked.prefix(limit).map(\.document), wanted.count)
  }

  /// The best sections of a document, without the first one: at most two, each with at least half the score of the best.
  func sections(of document: Int) -> [Int] {
    var tally = [Int](repeating: 0, count: 16)
    for word in words {
      var best = (value: 0, section: 0)
      for alternative in word.alternatives {
        for postings in alternative.postings {
          let place = postings.documents.partitioningIndex { $0 >= document }
          guard place < postings.documents.count, postings.documents[place] == document else {
            continue
          }
          let impact = postings.impacts[place]
          let value = alternative.unit * BM25F.value(ofLevel: Int(impact >> 4))
          if value > best.value { best = (value, Int(impact & 15)) }
        }
      }
      tally[best.section] += best.value
    }
    let top = tally.max() ?? 0
    return (1..<DocumentAnalysis.lastSection)
      .filter { tally[$0] > 0 && tally[$0] * 2 >= top }
      .sorted { (tally[$1], $0) < (tally[$0], $1) }
      .prefix(2).map(\.self)
  }
}
