extension UnsafeBufferPointer<UInt8> {
  /// The eight bytes from a place on, the first in the lowest bits; zeros behind the last.
  @inlinable @inline(__always)
  public func eight(at place: Int) -> UInt64 {
    if place + 8 <= count, let base = baseAddress {
      return UInt64(
        littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
    }
    return self[place...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
