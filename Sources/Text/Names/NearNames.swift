/// Names that can be searched quickly for the nearest to a mistyped one.
///
/// Built in O(bytes of all names).
///
/// Similar names have similar sets of letters and of pairs of letters. Two words of bits for each name filter out most
/// of the others before distances are computed.
package struct NearNames: Sendable {
  /// The largest size in bytes of a name that is compared.
  private static let lengthLimit = 256
  /// The largest number of names that are found.
  private static let resultLimit = 3
  /// The greatest distance at which a name is near.
  private static let distanceLimit = 8

  private struct Entry: Sendable {
    var letters: UInt64
    var pairs: UInt64
    var start: Int32
    var length: Int32
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []

  /// Makes an index of names.
  package init(_ names: some Collection<String>) {
    entries.reserveCapacity(names.count)
    for name in names {
      let name = Array(name.lowercased().utf8)
      let (letters, pairs) = Self.signature(name)
      entries.append(
        Entry(
          letters: letters, pairs: pairs, start: Int32(clamping: bytes.count),
          length: Int32(clamping: name.count)))
      bytes += name
    }
  }

  /// The indices of the names at the smallest distance from a mistyped one, at most three.
  ///
  /// The distance is at most a third of the name's length and at most eight; case is ignored. O(names), a few instructions each, and
  /// O(length) for each name that passes the filter.
  package func nearest(to name: String) -> [Int] {
    let wanted = Array(name.lowercased().utf8)
    guard !wanted.isEmpty, wanted.count <= Self.lengthLimit else { return [] }
    let pattern = EditDistance(wanted)
    let most = max(1, min(wanted.count / 3, Self.distanceLimit))
    // Try small limits first: most typing errors are small, and a small limit makes the filter strict and comparisons
    // fast.
    var limit = 1
    while true {
      let found = nearest(to: wanted, pattern, within: limit)
      if !found.isEmpty || limit == most { return found }
      limit = min(limit * 3, most)
    }
  }

  private func nearest(
    to wanted: [UInt8], _ pattern: EditDistance, within limit: Int
  ) -> [Int] {
    let (letters, pairs) = Self.signature(wanted)
    var limit = limit
    var found: [Int] = []
    for (index, entry) in entries.enumerated() {
      let length = Int(entry.length)
      guard abs(length - wanted.count) <= limit, length <= Self.lengthLimit,
        Self.mayBeNear(entry.letters, letters, limit), Self.mayBeNear(entry.pairs, pairs, 3 * limit)
      else { continue }
      let start = Int(entry.start)
      guard let distance = pattern.distance(to: bytes[start..<start + length], atMost: limit)
      else { continue }
      if distance < limit || found.isEmpty {
        found = []
        limit = distance
      }
      if found.count < Self.resultLimit { found.append(index) }
    }
    return found
  }

  /// The letters and the pairs of letters that occur, each hashed to one of 64 bits.
  private static func signature(_ name: [UInt8]) -> (letters: UInt64, pairs: UInt64) {
    var (letters, pairs) = (UInt64(0), UInt64(0))
    var before: UInt8 = 0
    for byte in name {
      letters |= 1 << UInt64(byte & 63)
      pairs |= 1 << (UInt64(before &* 31 &+ byte) & 63)
      before = byte
    }
    return (letters, pairs)
  }

  /// Whether `limit` edits can turn one signature into the other: an edit changes one letter and up to three pairs.
  private static func mayBeNear(_ left: UInt64, _ right: UInt64, _ limit: Int) -> Bool {
    (left & ~right).nonzeroBitCount <= limit && (right & ~left).nonzeroBitCount <= limit
  }
}

/// The candidate nearest to a mistyped name; `nil` where none is near (see `NearNames`).
package func nearestMatch(to name: String, in candidates: some Sequence<String>) -> String? {
  let candidates = Array(candidates)
  return NearNames(candidates).nearest(to: name).first.map { candidates[$0] }
}
