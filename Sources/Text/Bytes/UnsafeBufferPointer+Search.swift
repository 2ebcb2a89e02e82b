/// The searches of `Span`, for callers that still hold a pointer.
extension UnsafeBufferPointer<UInt8> {
  /// The offset of the first `byte` at or after `start`; see `Span.offset(of:from:)`.
  package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    span.offset(of: byte, from: start)
  }

  /// Whether the bytes of `other` stand at `start`; see `Span.holds(_:at:)`.
  package func holds(_ other: Slice<UnsafeBufferPointer<UInt8>>, at start: Int) -> Bool {
    span.holds(UnsafeBufferPointer(rebasing: other).span, at: start)
  }

  /// The eight bytes from an offset on; see `Span.loadUInt64(at:)`.
  @inlinable @inline(__always)
  public func loadUInt64(at offset: Int) -> UInt64 { span.loadUInt64(at: offset) }
}

extension WordBoundaries {
  /// Calls `body` for each word; see the function of the same name on spans.
  @inlinable
  public static func forEachWord(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Int, Int) -> Void
  ) {
    forEachWord(in: bytes.span, range, body)
  }

  /// Calls `body` for the start of each word; see the function of the same name on spans.
  @inlinable
  public static func forEachStart(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, ofAtLeast length: Int,
    _ body: (Int) -> Void
  ) {
    forEachStart(in: bytes.span, range, ofAtLeast: length, body)
  }
}
