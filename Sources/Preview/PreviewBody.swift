/// The bytes of an answer, in parts that share their memory with the files that are served.
package struct PreviewBody: Sendable {
  /// In their order; none is empty.
  private var parts: [ArraySlice<UInt8>]
  package private(set) var count: Int

  package init(_ parts: ArraySlice<UInt8>...) {
    self.parts = parts.filter { !$0.isEmpty }
    count = parts.reduce(0) { $0 + $1.count }
  }

  package init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  package var isEmpty: Bool { count == 0 }

  /// All bytes, copied.
  package var bytes: [UInt8] { Array(parts.joined()) }

  /// Takes bytes from the beginning.
  ///
  /// - Parameter limit: How many at most; fewer come where a part ends.
  /// - Returns: The bytes, or none where the body has ended.
  mutating func takeFirst(_ limit: Int) -> ArraySlice<UInt8> {
    guard let first = parts.first else { return [] }
    let taken = first.prefix(limit)
    if taken.count == first.count {
      parts.removeFirst()
    } else {
      parts[0] = first[taken.endIndex...]
    }
    count -= taken.count
    return taken
  }

  /// The bytes of a range, which lies within the body.
  func slice(_ range: Range<Int>) -> PreviewBody {
    var slice = self
    var skipped = range.lowerBound
    while skipped > 0 { skipped -= slice.takeFirst(skipped).count }
    var surplus = slice.count - range.count
    while surplus > 0, let last = slice.parts.popLast() {
      if last.count > surplus { slice.parts.append(last.dropLast(surplus)) }
      slice.count -= min(surplus, last.count)
      surplus -= min(surplus, last.count)
    }
    return slice
  }
}
