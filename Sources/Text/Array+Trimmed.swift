extension Array {
  /// The same elements without unused capacity, for arrays that are kept for each page of a site.
  ///
  /// Public and inlinable, so that it is specialized for the element types of its callers.
  @inlinable
  public var trimmed: [Element] {
    let spare = (capacity - count) * MemoryLayout<Element>.stride
    guard spare > count * MemoryLayout<Element>.stride / 16 + 64 else { return self }
    var copy: [Element] = []
    copy.reserveCapacity(count)
    copy += self
    return copy
  }
}
