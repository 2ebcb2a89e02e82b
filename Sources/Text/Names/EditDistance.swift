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
  /// By byte: the bits of its positions in the name.
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
    let distance = bytes.count <= 64 ? shortDistance(other) : longDistance(other)
    return distance <= limit ? distance : nil
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

  private func longDistance(_ other: ArraySlice<UInt8>) -> Int {
    let other = Array(other)
    var beforePrevious: [Int] = []
    var previous = Array(0...other.count)
    for row in bytes.indices {
      var current = [row + 1]
      current.reserveCapacity(other.count + 1)
      for column in other.indices {
        let cost = bytes[row] == other[column] ? 0 : 1
        var best = min(
          previous[column] + cost, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, bytes[row] == other[column - 1], bytes[row - 1] == other[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[other.count]
  }
}
