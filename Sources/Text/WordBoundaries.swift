/// Which of 64 bytes belong to words: a bit for each, the first byte's the lowest.
///
/// By eight bytes in one register at a time, because a comparison a byte, and the branch after it, is most
/// of what looking through a text costs. Public, so that the loops are compiled into their users.
///
/// Letters and digits of ASCII belong to words, and all of what lies beyond it.
public enum WordBoundaries {
  /// Calls `body` with the place of the first byte of each word, and that behind the last one.
  @inlinable
  public static func forEachWord(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Int, Int) -> Void
  ) {
    var start: Int?
    var last: UInt64 = 0
    for block in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
      let bits = bits(of: bytes, from: block, to: range.upperBound)
      var edges = bits ^ (bits << 1 | last)
      last = bits >> 63
      while edges != 0 {
        let edge = block + edges.trailingZeroBitCount
        edges &= edges - 1
        if let begun = start {
          body(begun, edge)
          start = nil
        } else {
          start = edge
        }
      }
    }
    if let start { body(start, range.upperBound) }
  }

  /// Calls `body` with the place of the first byte of each word of at least `length` bytes, up to 8.
  ///
  /// And of some shorter ones, where a block of 64 bytes ends in one.
  @inlinable
  public static func forEachStart(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, ofAtLeast length: Int,
    _ body: (Int) -> Void
  ) {
    var last: UInt64 = 0
    for block in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
      let bits = bits(of: bytes, from: block, to: range.upperBound)
      var starts = bits & ~(bits << 1 | last)
      last = bits >> 63
      for offset in 1..<max(1, min(length, 8)) {
        // Words at the block's end may go on in the next one.
        let beyond = block + 64 < range.upperBound ? ~(UInt64.max >> UInt64(offset)) : 0
        starts &= bits >> UInt64(offset) | beyond
      }
      while starts != 0 {
        body(block + starts.trailingZeroBitCount)
        starts &= starts - 1
      }
    }
  }

  /// The bits of the bytes from `start` on; those from `end` on belong to no word.
  @usableFromInline
  package static func bits(
    of bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> UInt64 {
    guard let base = bytes.baseAddress, start < end else { return 0 }
    let left = min(end, bytes.count) - start
    if start + 64 <= bytes.count {
      let bits = bits(UnsafeRawPointer(base + start))
      return left < 64 ? bits & (1 << UInt64(left) - 1) : bits
    }
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { copy in
      copy.initializeMemory(as: UInt8.self, repeating: 0)
      copy.copyMemory(from: UnsafeRawBufferPointer(start: base + start, count: left))
      return copy.baseAddress.map { bits(UnsafeRawPointer($0)) } ?? 0
    }
  }

  private static func bits(_ bytes: UnsafeRawPointer) -> UInt64 {
    var bits: UInt64 = 0
    for part in 0..<8 {
      let eight = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: part * 8, as: UInt64.self))
      let low = eight & 0x7F7F_7F7F_7F7F_7F7F
      let small = low | 0x2020_2020_2020_2020
      let letter = Self.reach(small, UInt8(ascii: "a")) & ~Self.reach(small, UInt8(ascii: "z") + 1)
      let digit = Self.reach(low, UInt8(ascii: "0")) & ~Self.reach(low, UInt8(ascii: "9") + 1)
      let found = (letter | digit | eight) & 0x8080_8080_8080_8080
      // Gathers the highest bit of each byte in the highest byte.
      bits |= (((found >> 7) &* 0x0102_0408_1020_4080) >> 56) << UInt64(part * 8)
    }
    return bits
  }

  /// Eight bytes below 128, with the highest bit set in those that are at least `bound`.
  @inline(__always)
  private static func reach(_ bytes: UInt64, _ bound: UInt8) -> UInt64 {
    bytes &+ UInt64(0x80 - bound) &* 0x0101_0101_0101_0101
  }
}
