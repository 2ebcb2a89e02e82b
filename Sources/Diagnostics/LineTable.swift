import Text

/// Where each line of a text starts and ends.
///
/// A line ends with LF, CR LF or a lone CR, as in CommonMark. Lines are counted from 1.
package struct LineTable: Sendable {
  /// Kept for every page of a site, so in four bytes each: no text is as long as they can say.
  private var ranges: [(start: UInt32, end: UInt32)] = []

  package init(_ bytes: [UInt8]) {
    ranges.reserveCapacity(bytes.count / 64 + 4)
    var start = 0
    func add(_ end: Int) { ranges.append((UInt32(clamping: start), UInt32(clamping: end))) }
    let text = bytes.span
    var feed = text.offset(of: UInt8(ascii: "\n")) ?? text.count
    var carriageReturn = text.offset(of: UInt8(ascii: "\r")) ?? text.count
    while min(feed, carriageReturn) < text.count {
      let end = min(feed, carriageReturn)
      add(end)
      start = end + (feed == carriageReturn + 1 && feed < text.count ? 2 : 1)
      if feed < start { feed = text.offset(of: UInt8(ascii: "\n"), from: start) ?? text.count }
      if carriageReturn < start {
        carriageReturn = text.offset(of: UInt8(ascii: "\r"), from: start) ?? text.count
      }
    }
    add(bytes.count)
  }

  /// How many lines there are; a text without a line end is one line.
  package var count: Int { ranges.count }

  /// The bytes of a line without its end.
  package func range(ofLine line: Int) -> Range<Int> {
    Int(ranges[line - 1].start)..<Int(ranges[line - 1].end)
  }

  /// The line that holds the byte at `offset`; O(log n).
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = ranges.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(ranges[middle].start) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
