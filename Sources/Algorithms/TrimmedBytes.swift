extension [UInt8] {
  /// The same bytes without the room to grow that they were made in, which a site of many pages has
  /// to keep for each of them.
  package var trimmed: [UInt8] {
    guard capacity > count + count / 16 + 64 else { return self }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = withUnsafeBufferPointer { buffer.initialize(fromContentsOf: $0) }
    }
  }
}
