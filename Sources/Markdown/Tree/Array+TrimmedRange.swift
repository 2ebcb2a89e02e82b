import Text

extension [UInt8] {
  /// A range without the bytes at its ends that fulfil a condition: by default, without white space.
  func trimmed(
    _ range: Range<Int>, where isTrimmed: (UInt8) -> Bool = { $0.isASCIISpace }
  ) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isTrimmed(self[start]) { start += 1 }
    while start < end, isTrimmed(self[end - 1]) { end -= 1 }
    return start..<end
  }
}
