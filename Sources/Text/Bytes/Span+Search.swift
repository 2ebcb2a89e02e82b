#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Searches that the C library does faster, because it compares many bytes at once.
extension Span<UInt8> {
  /// The offset of the first `byte` at or after `start`; `nil` where there is none.
  package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    withUnsafeBufferPointer { bytes in
      guard start >= 0, start < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + start, Int32(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The offset of the first occurrence of `other` at or after `start`; `nil` where there is none.
  ///
  /// O(n) for bytes of which one is rare, and O(n·m) at worst.
  package func offset(of other: Span<UInt8>, from start: Int = 0) -> Int? {
    guard start >= 0, start <= count, other.count <= count - start else { return nil }
    guard let rarest = other.rarest else { return start }
    // Another byte is compared before all of them: in a build of 1 000 pages this saved 20 M of 115 M instructions.
    let second = rarest == 0 ? other.count - 1 : 0
    var place = start + rarest
    while let found = offset(of: other[rarest], from: place) {
      let start = found - rarest
      guard start + other.count <= count else { return nil }
      if self[start + second] == other[second], holds(other, at: start) { return start }
      place = found + 1
    }
    return nil
  }

  /// The offset of the byte that is rarest in English prose and in markup; `nil` without bytes.
  ///
  /// The search for `import ` and `export ` in 1 000 pages took 46 M instructions by the first byte, and 7 M by this one.
  private var rarest: Int? {
    var best: (rarity: UInt8, offset: Int)?
    for offset in indices {
      let rarity = Self.rarity(of: self[offset])
      if rarity > best?.rarity ?? 0 { best = (rarity, offset) }
    }
    return best?.offset
  }

  private static func rarity(of byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "e"): 1
    case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "o"),
      UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "t"):
      2
    case UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "l"),
      UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: "u"):
      3
    case UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "w"), UInt8(ascii: "y"),
      UInt8(ascii: "."), UInt8(ascii: ","), 0x0A, UInt8(ascii: "/"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "-"):
      4
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 5
    default: 6
    }
  }

  /// Whether the bytes of `other` stand at `start`.
  ///
  /// Public and inlinable, so that it is compiled into the loops that call it.
  @inlinable
  public func holds(_ other: Span<UInt8>, at start: Int) -> Bool {
    guard start >= 0, other.count <= count - start else { return false }
    return withUnsafeBufferPointer { bytes in
      other.withUnsafeBufferPointer { other in
        guard let base = bytes.baseAddress, let otherBase = other.baseAddress else { return true }
        return memcmp(base + start, otherBase, other.count) == 0
      }
    }
  }
}

extension Span<UInt8> {
  /// The offset of the first of `& < > " '` at or after `start`; `nil` where there is none.
  ///
  /// O(n). It compares eight bytes at a time, because most of the texts that are escaped are short: a render of the
  /// benchmark's article took 559 000 instructions with a loop over bytes, though compilers vectorize it, and
  /// 543 000 with this one. Long texts are searched by the vectorized loop first, in parts.
  package func markupOffset(from start: Int = 0) -> Int? {
    var offset = start
    while count &- offset > 64, !extracting(offset..<offset &+ 64).holdsMarkup { offset &+= 64 }
    while offset < count {
      let found = Self.markup(in: loadUInt64(at: offset))
      if found != 0 { return offset + found.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    return nil
  }

  /// Whether one of `& < > " '` is among the bytes.
  ///
  /// The loop has no early exit, so that it is vectorized.
  private var holdsMarkup: Bool {
    var found: UInt8 = 0
    var offset = 0
    while offset < count {
      let byte = self[offset]
      found |= byte == 0x22 ? 1 : 0
      found |= byte | 1 == 0x27 ? 1 : 0
      found |= byte | 2 == 0x3E ? 1 : 0
      offset &+= 1
    }
    return found != 0
  }

  /// The highest bit of the first byte that is one of `& < > " '`, and perhaps bits of later bytes; 0 where there is
  /// none.
  ///
  /// A byte is 0 if subtracting 1 borrows from a highest bit that was not set ("Determine if a word has a zero byte"
  /// in Bit Twiddling Hacks by Sean Eron Anderson, public domain).
  @inline(__always)
  private static func markup(in eight: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotation = eight ^ ones &* 0x22
    let ampersandOrApostrophe = (eight | ones) ^ ones &* 0x27
    let bracket = (eight | ones &* 2) ^ ones &* 0x3E
    let zeros =
      (quotation &- ones) & ~quotation
      | (ampersandOrApostrophe &- ones) & ~ampersandOrApostrophe
      | (bracket &- ones) & ~bracket
    return zeros & (ones &* 0x80)
  }

  /// The offset of the first byte that is not part of valid UTF-8; `nil` for valid text.
  package var firstInvalidUTF8: Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: self)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}

extension [UInt8] {
  /// Copies bytes into a new array.
  ///
  /// Public and inlinable, like `append`, so that it costs no more calls than copying an array.
  @inlinable
  public init(_ bytes: Span<UInt8>) {
    self = []
    append(bytes)
  }

  /// Appends bytes in one copy.
  @inlinable
  public mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
