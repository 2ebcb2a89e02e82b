/// The bytes of a response, in parts that share their memory with the served files.
package struct PreviewBody: Sendable {
  /// The parts in order; none is empty.
  private var parts: [ArraySlice<UInt8>]
  /// The number of bytes.
  package private(set) var count: Int

  /// Makes a body of slices, without copying them.
  package init(_ parts: ArraySlice<UInt8>...) {
    self.parts = parts.filter { !$0.isEmpty }
    count = parts.reduce(0) { $0 + $1.count }
  }

  /// Makes a body of bytes, without copying them.
  package init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  /// Whether the body has no bytes.
  package var isEmpty: Bool { count == 0 }

  /// A copy of all bytes.
  package var bytes: [UInt8] { Array(parts.joined()) }

  /// Removes bytes from the beginning.
  ///
  /// - Parameter limit: The largest number of bytes; fewer are removed where a part ends.
  /// - Returns: The removed bytes; none at the end of the body.
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

  /// The body of a range, which must lie within this one.
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
