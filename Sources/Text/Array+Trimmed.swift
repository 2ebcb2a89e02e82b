extension Array {
  /// The array without spare capacity, which a site would keep once for each page.
  ///
  /// Public, so that it is specialized in other modules.
  @inlinable
  public var trimmed: [Element] {
    let spare = (capacity - count) * MemoryLayout<Element>.stride
    guard spare > count * MemoryLayout<Element>.stride / 16 + 64 else { return self }
    return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = withUnsafeBufferPointer { buffer.initialize(fromContentsOf: $0) }
    }
  }
}
