#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension UnsafeBufferPointer<UInt8> {
  /// The offset of a byte at or after `start`, found by `memchr`.
  package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether the bytes at `start` equal `other`.
  package func holds(_ other: Slice<UnsafeBufferPointer<UInt8>>, at start: Int) -> Bool {
    let other = UnsafeBufferPointer(rebasing: other)
    guard start >= 0, other.count <= count - start else { return false }
    guard let base = baseAddress, let otherBase = other.baseAddress else { return true }
    return memcmp(base + start, otherBase, other.count) == 0
  }

  /// Whether one of `& < > " '` is among the bytes.
  ///
  /// Without an early exit, so that the loop is vectorized.
  package var holdsMarkup: Bool {
    guard let start = baseAddress else { return false }
    var found: UInt8 = 0
    var offset = 0
    while offset < count {
      let byte = start[offset]
      found |= byte == 0x22 ? 1 : 0
      found |= byte | 1 == 0x27 ? 1 : 0
      found |= byte | 2 == 0x3E ? 1 : 0
      offset &+= 1
    }
    return found != 0
  }

  /// The bytes of a C string, valid as long as the string.
  package init(cString: UnsafePointer<CChar>) {
    let start = UnsafeRawPointer(cString).assumingMemoryBound(to: UInt8.self)
    self.init(start: start, count: strlen(cString))
  }
}

extension Span<UInt8> {
  /// The offset of the first byte that is not valid UTF-8; `nil` for valid text.
  package var firstInvalidUTF8: Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: self)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// The offset of a byte at or after `start`, found by `memchr`.
  package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    withUnsafeBufferPointer { $0.offset(of: byte, from: max(0, start)) }
  }

  /// Whether the bytes at `start` equal `other`.
  package func holds(_ other: [UInt8], at start: Int) -> Bool {
    withUnsafeBufferPointer { bytes in
      other.withUnsafeBufferPointer { bytes.holds($0[...], at: start) }
    }
  }
}

extension [UInt8] {
  /// Whether the bytes at `start` equal a range of `other`.
  package func holds(_ other: [UInt8], _ range: Range<Int>, at start: Int) -> Bool {
    withUnsafeBufferPointer { bytes in
      other.withUnsafeBufferPointer { bytes.holds($0[range], at: start) }
    }
  }
}
