/// The inlines of one block while they are looked at beside their source.
struct InlineRun {
  /// Their `end` counts from the first of them.
  var nodes: [Node]
  /// Parallel to the nodes.
  var places: [InlineAligner.Place?]
  /// Where each byte of the literals lies in `content`.
  var origins: [Int32]
  /// Where the block's literals begin in the document's text.
  let base: Int
  let content: UnsafeBufferPointer<UInt8>
  /// Where `content` lies in the source, if that is known.
  let map: ContentMap?
  /// The line the block starts on.
  let line: Int

  /// The source of a range of the content.
  func source(of range: Range<Int>?) -> Range<Int>? {
    guard let range, let map else { return nil }
    return map.source(of: range)
  }
}
