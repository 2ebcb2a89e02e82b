import Text

/// Finds corrections of a word that is not in the index.
struct Spelling {
  /// A word of the index that is close to the misspelled one.
  struct Candidate {
    var word: [UInt8]
    var distance: Int
    /// Whether both words have the same first letter, as most misspelled words do.
    var beginsAlike: Bool
    var frequencyClass: Int
  }

  /// The maximum number of corrections.
  private static let candidateLimit = 3

  /// The maximum distance of corrections: 1 for words of fewer than eight bytes, otherwise 2.
  static func distanceLimit(of word: [UInt8]) -> Int { word.count < 8 ? 1 : 2 }

  /// Whether a list has a word.
  static func holds(_ word: [UInt8], in list: ArraySlice<UInt8>) throws(SearchFailure) -> Bool {
    var reader = ByteReader(list)
    var known: [UInt8] = []
    while reader.index < list.endIndex {
      known = try next(after: known, head: try reader.byte(), &reader)
      if known == word { return true }
    }
    return false
  }

  /// Reads a word, which shares its beginning with the one before it.
  private static func next(
    after known: [UInt8], head: Int, _ reader: inout ByteReader
  ) throws(SearchFailure) -> [UInt8] {
    guard head >> 4 <= known.count else { throw .damaged }
    return Array(known.prefix(head >> 4)) + (try reader.slice(try reader.byte()))
  }

  /// The nearest words of the lists, which all have the same distance, the most likely first.
  static func candidates(
    for word: [UInt8], in lists: [ArraySlice<UInt8>]
  ) throws(SearchFailure) -> [Candidate] {
    var best: [Candidate] = []
    // Most words are in two lists.
    var seen: Set<[UInt8]> = []
    let pattern = EditDistance(word)
    var limit = distanceLimit(of: word)
    for list in lists {
      var reader = ByteReader(list)
      var known: [UInt8] = []
      while reader.index < list.endIndex {
        let head = try reader.byte()
        known = try next(after: known, head: head, &reader)
        guard let distance = pattern.distance(to: known[...], atMost: limit) else { continue }
        limit = distance
        if seen.insert(known).inserted {
          best.append(
            Candidate(
              word: known, distance: distance, beginsAlike: known.first == word.first,
              frequencyClass: head & 15))
        }
      }
    }
    let nearest = best.filter { $0.distance == limit }.sorted { left, right in
      let leftRank = left.frequencyClass + (left.beginsAlike ? 3 : 0)
      let rightRank = right.frequencyClass + (right.beginsAlike ? 3 : 0)
      return leftRank == rightRank
        ? left.word.lexicographicallyPrecedes(right.word) : leftRank > rightRank
    }
    return Array(nearest.prefix(candidateLimit))
  }
}
