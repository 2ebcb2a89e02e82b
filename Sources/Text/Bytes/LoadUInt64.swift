extension UnsafeBufferPointer<UInt8> {
  /// The eight bytes from an offset on, little-endian, with zeros after the last byte.
  ///
  /// Most calls ask for the last bytes of a short word. They need two overlapping loads and no loop.
  @inlinable @inline(__always)
  public func loadUInt64(at offset: Int) -> UInt64 {
    let left = count - offset
    guard left > 0, let base = baseAddress else { return 0 }
    let start = UnsafeRawPointer(base + offset)
    if left >= 8 { return UInt64(littleEndian: start.loadUnaligned(as: UInt64.self)) }
    if count >= 8 {
      let last = (start + (left - 8)).loadUnaligned(as: UInt64.self)
      return UInt64(littleEndian: last) &>> UInt64((8 - left) * 8)
    }
    if left >= 4 {
      let first = UInt32(littleEndian: start.loadUnaligned(as: UInt32.self))
      let last = UInt32(littleEndian: (start + (left - 4)).loadUnaligned(as: UInt32.self))
      return UInt64(first) | UInt64(last) &<< UInt64((left - 4) * 8)
    }
    let first = UInt64(start.load(as: UInt8.self))
    if left == 1 { return first }
    let last = UInt16(littleEndian: (start + (left - 2)).loadUnaligned(as: UInt16.self))
    return first | UInt64(last) &<< UInt64((left - 2) * 8)
  }
}

extension [UInt8] {
  /// The eight bytes from an offset on, little-endian, with zeros after the last byte.
  @inlinable @inline(__always)
  public func loadUInt64(at offset: Int) -> UInt64 {
    withUnsafeBufferPointer { $0.loadUInt64(at: offset) }
  }
}
