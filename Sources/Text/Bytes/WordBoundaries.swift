/// Finds words by a mask of 64 bytes, with a bit for each byte that belongs to a word (see `UInt8.isWordByte`).
///
/// It works on eight bytes in a register, because a comparison and a branch for each byte are most of the cost of
/// scanning a text. Public, so that the loops are specialized in other modules.
public enum WordBoundaries {
  /// Calls `body` with the start and end offset of each word.
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

  /// Calls `body` with the start offset of each word of at least `length` bytes, at most 8.
  ///
  /// Some shorter words are included, where a block of 64 bytes ends in one.
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
        // A word at the block's end may continue in the next block.
        let beyond = block + 64 < range.upperBound ? ~(UInt64.max >> UInt64(offset)) : 0
        starts &= bits >> UInt64(offset) | beyond
      }
      while starts != 0 {
        body(block + starts.trailingZeroBitCount)
        starts &= starts - 1
      }
    }
  }

  /// The mask of the bytes from `start` on; bytes from `end` on belong to no word.
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

  /// Sets the highest bit in each of eight bytes below 128 that is at least `bound`.
  @inline(__always)
  private static func reach(_ bytes: UInt64, _ bound: UInt8) -> UInt64 {
    bytes &+ UInt64(0x80 - bound) &* 0x0101_0101_0101_0101
  }
}
