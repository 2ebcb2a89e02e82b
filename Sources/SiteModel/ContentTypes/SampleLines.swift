import Text

/// Lines of sample text, to be found again in sources whose lines have other white space.
struct SampleLines: Sendable {
  /// The lines without white space at their ends, and with single spaces.
  private let lines: [[UInt8]]

  init(_ lines: [Substring]) {
    self.lines = lines.map { line in
      Array(line.split(separator: " ").joined(separator: " ").utf8)
    }
  }

  /// The range of a line without the white space around it, if the line is one of these.
  func match(_ line: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start].isASCIISpace { start += 1 }
    guard start < line.upperBound else { return nil }
    let first = bytes[start]
    for sample in lines where sample.first == first {
      if let end = Self.end(of: sample, in: bytes, start..<line.upperBound) { return start..<end }
    }
    return nil
  }

  /// The end of a sample that stands alone in a range.
  private static func end(
    of sample: [UInt8], in bytes: [UInt8], _ range: Range<Int>
  ) -> Int? {
    var index = range.lowerBound
    for byte in sample {
      guard index < range.upperBound else { return nil }
      if byte == UInt8(ascii: " ") {
        guard bytes[index].isASCIISpace else { return nil }
        while index < range.upperBound, bytes[index].isASCIISpace { index += 1 }
      } else {
        guard bytes[index] == byte else { return nil }
        index += 1
      }
    }
    for rest in index..<range.upperBound where !bytes[rest].isASCIISpace { return nil }
    return index
  }
}
