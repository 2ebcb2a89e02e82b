extension ArraySlice<UInt8> {
  /// How many bytes two words begin with alike.
  func commonPrefixCount(with other: ArraySlice<UInt8>) -> Int {
    let limit = Swift.min(count, other.count)
    return withUnsafeBufferPointer { own in
      other.withUnsafeBufferPointer { other in
        (0..<limit).first { own[$0] != other[$0] } ?? limit
      }
    }
  }
}
