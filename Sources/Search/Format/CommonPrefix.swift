extension ArraySlice<UInt8> {
  /// How many bytes two words begin with alike.
  func commonPrefixCount(with other: ArraySlice<UInt8>) -> Int {
    withUnsafeBufferPointer { own in
      other.withUnsafeBufferPointer { own.commonPrefixCount(with: $0) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  func commonPrefixCount(with other: UnsafeBufferPointer<UInt8>) -> Int {
    let limit = Swift.min(count, other.count)
    return (0..<limit).first { self[$0] != other[$0] } ?? limit
  }
}
