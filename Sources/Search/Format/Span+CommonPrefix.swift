extension Span<UInt8> {
  /// The number of bytes that both words begin with.
  func commonPrefixCount(with other: Span<UInt8>) -> Int {
    let limit = Swift.min(count, other.count)
    return (0..<limit).first { self[$0] != other[$0] } ?? limit
  }
}
