/// Finds words: runs of ASCII letters, ASCII digits and bytes beyond ASCII.
///
/// It turns each block of 64 bytes into a mask with one bit for each byte, computed from eight bytes at a time.
/// Comparing and branching for each byte would be most of the cost of a search. Public and inlinable, so that the
/// loops are compiled into their callers.
public enum WordBoundaries {
  /// Calls `body` with the offsets of the first byte of each word and of the byte behind its last one.
  @inlinable
  public static func forEachWord(
    in bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Int, Int) -> Void
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

  /// Calls `body` with the offset of the first byte of each word of at least `length` bytes, which is at most 8.
  ///
  /// A shorter word may be reported too, at the end of each block of 64 bytes.
  @inlinable
  public static func forEachStart(
    in bytes: Span<UInt8>, _ range: Range<Int>, ofAtLeast length: Int,
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

  /// A mask of 64 bytes in which a bit is set if its byte belongs to a word; the lowest bit is for the first byte.
  ///
  /// The bits of bytes at or after `end` are 0.
  @usableFromInline
  package static func bits(of bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var bits: UInt64 = 0
    if start + 64 <= bytes.count {
      // The bounds are checked once for all eight loads.
      let block = bytes.extracting(start..<start + 64).bytes
      for part in 0..<8 {
        let eight = block.unsafeLoadUnaligned(fromByteOffset: part * 8, as: UInt64.self)
        bits |= Self.bits(ofEight: UInt64(littleEndian: eight)) << UInt64(part * 8)
      }
    } else {
      for part in 0..<8 {
        bits |= Self.bits(ofEight: bytes.loadUInt64(at: start + part * 8)) << UInt64(part * 8)
      }
    }
    return end - start < 64 ? bits & (1 << UInt64(end - start) - 1) : bits
  }

  private static func bits(ofEight eight: UInt64) -> UInt64 {
    let low = eight & 0x7F7F_7F7F_7F7F_7F7F
    let small = low | 0x2020_2020_2020_2020
    let letter = reach(small, UInt8(ascii: "a")) & ~reach(small, UInt8(ascii: "z") + 1)
    let digit = reach(low, UInt8(ascii: "0")) & ~reach(low, UInt8(ascii: "9") + 1)
    let found = (letter | digit | eight) & 0x8080_8080_8080_8080
    // Gathers the highest bit of each byte in the highest byte.
    return ((found >> 7) &* 0x0102_0408_1020_4080) >> 56
  }

  /// Sets the highest bit in each of eight bytes below 128 that is at least `bound`.
  @inline(__always)
  private static func reach(_ bytes: UInt64, _ bound: UInt8) -> UInt64 {
    bytes &+ UInt64(0x80 - bound) &* 0x0101_0101_0101_0101
  }
}
