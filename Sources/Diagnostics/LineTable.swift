/// Where each line of a text starts and ends.
///
/// A line ends with LF, CR LF or a lone CR, as in CommonMark. Lines are counted from 1.
package struct LineTable: Sendable {
  private var ranges: [Range<Int>] = []

  package init(_ bytes: [UInt8]) {
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        index += 1
        continue
      }
      ranges.append(start..<index)
      let isPair =
        byte == UInt8(ascii: "\r") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "\n")
      index += isPair ? 2 : 1
      start = index
    }
    ranges.append(start..<bytes.count)
  }

  /// How many lines there are; a text without a line end is one line.
  package var count: Int { ranges.count }

  /// The bytes of a line without its end.
  package func range(ofLine line: Int) -> Range<Int> { ranges[line - 1] }

  /// The line that holds the byte at `offset`; O(log n).
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = ranges.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
