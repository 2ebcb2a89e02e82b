extension UnsafeBufferPointer<UInt8> {
  /// The eight bytes from a place on, the first in the lowest bits; zeros behind the last.
  ///
  /// Words are short, so that their last bytes are what is mostly asked for: two loads that overlap, and no loop.
  @inlinable @inline(__always)
  public func loadUInt64(at place: Int) -> UInt64 {
    let left = count - place
    guard left > 0, let base = baseAddress else { return 0 }
    let start = UnsafeRawPointer(base + place)
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
  /// The eight bytes from a place on, the first in the lowest bits; zeros behind the last.
  @inlinable @inline(__always)
  public func loadUInt64(at place: Int) -> UInt64 {
    withUnsafeBufferPointer { $0.loadUInt64(at: place) }
  }
}
