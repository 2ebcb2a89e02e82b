extension Array {
  /// The same elements without the room to grow that they were made in, which a site of many pages has
  /// to keep for each of them.
  ///
  /// Public, so that it is compiled into its users.
  @inlinable
  public var trimmed: [Element] {
    let spare = (capacity - count) * MemoryLayout<Element>.stride
    guard spare > count * MemoryLayout<Element>.stride / 16 + 64 else { return self }
    return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = withUnsafeBufferPointer { buffer.initialize(fromContentsOf: $0) }
    }
  }
}
