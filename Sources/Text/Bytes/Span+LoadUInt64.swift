extension Span<UInt8> {
  /// The eight bytes at an offset as a little-endian number, with zeros for bytes beyond the end of the span.
  ///
  /// Most words are shorter than eight bytes, so the last bytes of a text are read most often. They are read by two
  /// overlapping loads instead of a loop. The loads check their bounds; "unsafe" in their name concerns only the
  /// type, and every bit pattern is a valid integer.
  ///
  /// Public and inlinable, so that it is compiled into the loops that call it.
  @inlinable @inline(__always)
  public func loadUInt64(at offset: Int) -> UInt64 {
    let left = count - offset
    guard left > 0 else { return 0 }
    if left >= 8 {
      return UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    if count >= 8 {
      let last = bytes.unsafeLoadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      return UInt64(littleEndian: last) &>> UInt64((8 - left) * 8)
    }
    if left >= 4 {
      let first = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
      let last = bytes.unsafeLoadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(UInt32(littleEndian: first))
        | UInt64(UInt32(littleEndian: last)) &<< UInt64((left - 4) * 8)
    }
    let first = UInt64(self[offset])
    if left == 1 { return first }
    let last = bytes.unsafeLoadUnaligned(fromByteOffset: count - 2, as: UInt16.self)
    return first | UInt64(UInt16(littleEndian: last)) &<< UInt64((left - 2) * 8)
  }
}
