import Text

/// Maps offsets of a block's text to offsets of the source.
struct ContentMap {
  struct Segment {
    var content: Int
    var source: Int
  }

  /// The segments in order; each extends up to the next.
  var segments: [Segment] = []

  func source(of offset: Int) -> Int {
    let segment = segments[max(0, segments.partitioningIndex { $0.content > offset } - 1)]
    return segment.source + offset - segment.content
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
