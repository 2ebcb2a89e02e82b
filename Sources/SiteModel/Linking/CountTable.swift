/// Counts of numbers below a limit, such as those of pages; to be used again and again.
///
/// Public, so that it is compiled into its users.
public struct CountTable: Sendable {
  @usableFromInline var counts: [Int32]
  /// The numbers that have a count, in the order of their first counts.
  @usableFromInline var counted: [Int32] = []

  /// For the numbers from 0 to below `limit`; takes memory for each of them.
  @inlinable
  public init(limit: Int) {
    counts = Array(repeating: 0, count: limit)
  }

  /// Adds to the count of a number; `amount` is not 0.
  @inlinable
  public mutating func add(_ number: Int, _ amount: Int) {
    if counts[number] == 0 { counted.append(Int32(number)) }
    counts[number] += Int32(amount)
  }

  /// Calls for each number with its count, in the order of the first counts.
  @inlinable
  public func forEach(_ body: (Int, Int) -> Void) {
    for number in counted { body(Int(number), Int(counts[Int(number)])) }
  }

  /// Sets every count to 0; O(counted).
  @inlinable
  public mutating func removeAll() {
    for number in counted { counts[Int(number)] = 0 }
    counted.removeAll(keepingCapacity: true)
  }
}
