/// Finds the known name that a mistyped one most likely meant.
///
/// The distance is optimal string alignment over bytes (insertion, deletion, substitution, swap of
/// neighbours), at most a third of the name's length; ties go to the name that comes first.
/// Cost: O(candidates x length^2), with names over 256 bytes never compared.
package func nearestMatch(
  to name: String, in candidates: some Sequence<String>
) -> String? {
  let wanted = Array(name.lowercased().utf8)
  guard !wanted.isEmpty, wanted.count <= 256 else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let limit = min(best?.distance ?? .max, max(1, wanted.count / 3) + 1)
    let length = candidate.utf8.count
    guard length <= 256, abs(length - wanted.count) < limit else { continue }
    let distance = editDistance(wanted, Array(candidate.lowercased().utf8))
    if distance < limit { best = (distance, candidate) }
  }
  return best?.name
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in right.indices {
      let isSame = left[row] == right[column]
      var cost = min(
        previous[column] + (isSame ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforePrevious[column - 1] + 1)
      }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
