/// Where the bytes of a block's text lie in the source.
struct ContentMap {
  struct Segment {
    var content: Int
    var source: Int
  }

  /// Sorted; each holds up to the next.
  var segments: [Segment] = []

  func source(of offset: Int) -> Int {
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].content <= offset { low = middle } else { high = middle }
    }
    return segments[low].source + offset - segments[low].content
  }

  func source(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else {
      let start = source(of: range.lowerBound)
      return start..<start
    }
    let start = source(of: range.lowerBound)
    return start..<max(start, source(of: range.upperBound - 1) + 1)
  }
}
