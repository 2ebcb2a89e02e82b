/// The inlines of one block with their ranges.
struct InlineRun {
  /// The inlines.
  ///
  /// Their `end` counts from the first inline.
  var nodes: [Node]
  /// The range of each node.
  var places: [InlineAligner.Place?]
  /// The text of the block and where it stands in the source.
  let text: AlignedText
  /// The line the block starts on.
  let line: Int

  /// The range in the source of a range of the block's text.
  func source(of range: Range<Int>?) -> Range<Int>? { text.source(of: range) }
}
