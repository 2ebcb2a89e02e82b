/// The optimal string alignment distance of a name to others, over bytes: insertions, deletions, substitutions and
/// swaps of neighbors.
///
/// Up to 64 bytes one word holds a column of the table (H. Hyyrö, "A bit-vector algorithm for computing Levenshtein
/// and Damerau edit distances", 2003), so a comparison costs O(length of the other name).
package struct EditDistance {
  /// The distance of two names without regard to case; `nil` where it is more than `limit`.
  static func between(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    EditDistance(Array(left.lowercased().utf8)).distance(
      to: Array(right.lowercased().utf8)[...], atMost: limit)
  }

  private let bytes: [UInt8]
  /// For each byte value, a mask of the positions at which the name has it.
  private var positions = [UInt64](repeating: 0, count: 256)

  /// Prepares a name for comparisons.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count <= 64 else { return }
    for (index, byte) in bytes.enumerated() { positions[Int(byte)] |= 1 << UInt64(index) }
  }

  /// The distance to another name; `nil` where it is more than `limit`.
  package func distance(to other: ArraySlice<UInt8>, atMost limit: Int) -> Int? {
    guard abs(other.count - bytes.count) <= limit else { return nil }
    if bytes.isEmpty { return other.count }
    let distance =
      bytes.count <= 64 ? shortDistance(other) : longDistance(other, atMost: limit)
    return distance.flatMap { $0 <= limit ? $0 : nil }
  }

  private func shortDistance(_ other: ArraySlice<UInt8>) -> Int {
    var (positive, negative) = (UInt64.max, UInt64(0))
    var (diagonal, before) = (UInt64(0), UInt64(0))
    let last = UInt64(1) << UInt64(bytes.count - 1)
    var score = bytes.count
    for byte in other {
      let same = positions[Int(byte)]
      let swap = (((~diagonal) & same) << 1) & before
      diagonal = (((same & positive) &+ positive) ^ positive) | same | negative | swap
      var increase = negative | ~(diagonal | positive)
      var decrease = diagonal & positive
      if increase & last != 0 { score += 1 }
      if decrease & last != 0 { score -= 1 }
      increase = increase << 1 | 1
      decrease <<= 1
      positive = decrease | ~(diagonal | increase)
      negative = increase & diagonal
      before = same
    }
    return score
  }

  /// The distance for names of more than 64 bytes, by dynamic programming in O(length × limit).
  ///
  /// Common prefixes and suffixes are skipped. Only cells at most `limit` from the table's diagonal are computed,
  /// because all others are greater than `limit`.
  private func longDistance(_ other: ArraySlice<UInt8>, atMost limit: Int) -> Int? {
    let (left, right) = Self.withoutCommonEnds(bytes[...], other)
    let tooFar = limit + 1
    var earlier = Array(repeating: tooFar, count: right.count + 2)
    var previous = (0..<right.count + 2).map { min($0, tooFar) }
    var current = earlier
    for row in left.indices {
      let number = row - left.startIndex + 1
      let columns = max(1, number - limit)...max(1, min(right.count, number + limit))
      current[columns.lowerBound - 1] = columns.lowerBound == 1 ? min(number, tooFar) : tooFar
      var best = current[columns.lowerBound - 1]
      for column in columns where column <= right.count {
        let place = right.startIndex + column - 1
        let cost = left[row] == right[place] ? 0 : 1
        var value = min(
          previous[column - 1] + cost, previous[column] + 1, current[column - 1] + 1)
        if number > 1, column > 1, left[row] == right[place - 1], left[row - 1] == right[place] {
          value = min(value, earlier[column - 2] + 1)
        }
        current[column] = value
        best = min(best, value)
      }
      current[min(columns.upperBound, right.count) + 1] = tooFar
      if best > limit { return nil }
      (earlier, previous, current) = (previous, current, earlier)
    }
    return previous[right.count]
  }

  private static func withoutCommonEnds(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>
  ) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    var (left, right) = (left, right)
    while let first = left.first, first == right.first {
      left.removeFirst()
      right.removeFirst()
    }
    while let last = left.last, last == right.last {
      left.removeLast()
      right.removeLast()
    }
    return (left, right)
  }
}
