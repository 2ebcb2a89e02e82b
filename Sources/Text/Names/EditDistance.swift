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
  /// because all others are greater than `limit`. A row holds only these cells: the cell of a column is at
  /// `column - number + limit + 1`, between two that are too far.
  private func longDistance(_ other: ArraySlice<UInt8>, atMost limit: Int) -> Int? {
    let (start, end) = Self.commonEnds(bytes.span, other.span)
    let left = bytes.span.extracting(start..<bytes.count - end)
    let right = other.span.extracting(start..<other.count - end)
    let (rows, columns) = (left.count, right.count)
    let tooFar = limit + 1
    var earlier = [Int](repeating: tooFar, count: 2 * limit + 3)
    var previous = earlier
    for column in 0...min(limit, columns) { previous[column + tooFar] = column }
    var current = earlier
    for number in stride(from: 1, through: rows, by: 1) {
      var best = tooFar
      for place in 1...2 * limit + 1 {
        let column = number + place - tooFar
        var value = tooFar
        if column == 0 {
          value = min(number, tooFar)
        } else if column > 0, column <= columns {
          let isSame = left[number - 1] == right[column - 1]
          value = min(
            previous[place] + (isSame ? 0 : 1), previous[place + 1] + 1, current[place - 1] + 1)
          if number > 1, column > 1, left[number - 1] == right[column - 2],
            left[number - 2] == right[column - 1]
          {
            value = min(value, earlier[place] + 1)
          }
        }
        current[place] = value
        best = min(best, value)
      }
      if best > limit { return nil }
      (earlier, previous, current) = (previous, current, earlier)
    }
    return previous[columns - rows + tooFar]
  }

  /// The lengths of the longest common prefix and of the longest common suffix after it.
  private static func commonEnds(
    _ left: Span<UInt8>, _ right: Span<UInt8>
  ) -> (start: Int, end: Int) {
    let shorter = min(left.count, right.count)
    var start = 0
    while start < shorter, left[start] == right[start] { start += 1 }
    var end = 0
    while end < shorter - start, left[left.count - 1 - end] == right[right.count - 1 - end] {
      end += 1
    }
    return (start, end)
  }
}
