import Text

/// The ranges of the lines of a text.
///
/// A line ends with LF, CR LF or CR, as in CommonMark; the first line is 1.
package struct LineTable: Sendable {
  /// 32-bit offsets, because a table is kept for every page of a site.
  private var ranges: [(start: UInt32, end: UInt32)] = []

  /// Finds the lines of a text; O(n).
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

  /// The number of lines; a text without a line break has one.
  package var count: Int { ranges.count }

  /// The byte range of a line, without its line break.
  package func range(ofLine line: Int) -> Range<Int> {
    Int(ranges[line - 1].start)..<Int(ranges[line - 1].end)
  }

  /// The line that holds the byte at `offset`; O(log n).
  package func line(at offset: Int) -> Int {
    max(1, ranges.partitioningIndex { Int($0.start) > offset })
  }
}
