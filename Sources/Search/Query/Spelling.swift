/// Finds what a word that the index does not know was meant to be.
struct Spelling {
  /// A known word that differs by little.
  struct Candidate {
    var word: [UInt8]
    var distance: Int
    /// Whether it begins alike, as most misspelt words do.
    var beginsAlike: Bool
    var frequencyClass: Int
  }

  /// So many words are tried.
  private static let candidateLimit = 3

  /// One mistake in words of four letters and more, two from eight on.
  static func distanceLimit(of word: [UInt8]) -> Int { word.count < 8 ? 1 : 2 }

  /// The nearest words of the lists, the likeliest first; all at one distance.
  static func candidates(
    for word: [UInt8], in lists: [ArraySlice<UInt8>]
  ) throws(SearchFailure) -> [Candidate] {
    var best: [Candidate] = []
    // Most words stand in two lists.
    var seen: Set<[UInt8]> = []
    var limit = distanceLimit(of: word)
    for list in lists {
      var reader = ByteReader(list)
      var known: [UInt8] = []
      while reader.index < list.endIndex {
        let head = try reader.byte()
        guard head >> 4 <= known.count else { throw .damaged }
        known = Array(known.prefix(head >> 4)) + (try reader.slice(try reader.byte()))
        let distance = Self.distance(word, known, limit: limit)
        guard distance <= limit else { continue }
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

  /// How many letters must be changed, added, left out or swapped with the next; more than `limit`
  /// where it is more.
  ///
  /// Optimal string alignment: no stretch is changed twice. O(n · m), which words are short for.
  static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in 1...max(1, left.count) where i <= left.count {
      var current = [i]
      for j in 1...max(1, right.count) where j <= right.count {
        var cost = min(
          previous[j] + 1, current[j - 1] + 1,
          previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          cost = min(cost, before[j - 2] + 1)
        }
        current.append(cost)
      }
      if current.allSatisfy({ $0 > limit }) { return limit + 1 }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
