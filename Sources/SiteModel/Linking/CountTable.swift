/// A reusable counter for integer keys below a limit, such as page ids.
///
/// Public and inlinable, because specialization across modules makes it faster.
public struct CountTable: Sendable {
  @usableFromInline var counts: [Int32]
  /// The keys with counts, in the order of insertion.
  @usableFromInline var counted: [Int32] = []

  /// A counter for the keys `0..<limit`.
  ///
  /// O(limit) memory.
  @inlinable
  public init(limit: Int) {
    counts = Array(repeating: 0, count: limit)
  }

  /// Adds a nonzero amount to the count of a key.
  @inlinable
  public mutating func add(_ number: Int, _ amount: Int) {
    if counts[number] == 0 { counted.append(Int32(number)) }
    counts[number] += Int32(amount)
  }

  /// Calls `body` with each key and its count, in the order of insertion.
  @inlinable
  public func forEach(_ body: (Int, Int) -> Void) {
    for number in counted { body(Int(number), Int(counts[Int(number)])) }
  }

  /// Removes all counts.
  ///
  /// O(number of keys with counts).
  @inlinable
  public mutating func removeAll() {
    for number in counted { counts[Int(number)] = 0 }
    counted.removeAll(keepingCapacity: true)
  }
}
