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
  /// O(n) for a rare first byte, and O(n·m) at worst.
  package func offset(of other: Span<UInt8>, from start: Int = 0) -> Int? {
    guard start >= 0, start <= count else { return nil }
    if other.isEmpty { return start }
    var start = start
    while let found = offset(of: other[0], from: start) {
      if holds(other, at: found) { return found }
      start = found + 1
    }
    return nil
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
  /// Whether one of `& < > " '` is among the bytes.
  ///
  /// The loop has no early exit, so that it is vectorized.
  package var holdsMarkup: Bool {
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
