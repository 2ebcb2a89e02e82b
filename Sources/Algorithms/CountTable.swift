/// Counts of small numbers, such as those of pages: a hash table without a hash.
package struct CountTable: Sendable {
  private var keys: [Int32]
  private var counts: [Int32]
  /// The slots that hold a number, in the order of their first counts.
  private var used: [Int32] = []

  /// `capacity` numbers fit without growing.
  package init(capacity: Int = 256) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = Array(repeating: -1, count: size)
    counts = Array(repeating: 0, count: size)
  }

  /// Adds to the count of a number, which is not negative.
  package mutating func add(_ number: Int, _ amount: Int) {
    let slot = slot(of: Int32(number))
    if keys[slot] < 0 {
      keys[slot] = Int32(number)
      used.append(Int32(slot))
    }
    counts[slot] += Int32(amount)
    if used.count * 2 > keys.count { grow() }
  }

  /// Calls for each number with its count, in the order of the first counts.
  package func forEach(_ body: (Int, Int) -> Void) {
    for slot in used { body(Int(keys[Int(slot)]), Int(counts[Int(slot)])) }
  }

  private func slot(of key: Int32) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: UInt32(bitPattern: key) &* 0x9E37_79B1 >> 7) & mask
    while keys[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = CountTable(capacity: keys.count)
    forEach { larger.add($0, $1) }
    self = larger
  }
}
