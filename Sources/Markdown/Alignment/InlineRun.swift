/// The inlines of one block with what is known of their places in the source.
struct InlineRun {
  /// Their `end` counts from the first of them.
  var nodes: [Node]
  /// Parallel to the nodes.
  var places: [InlineAligner.Place?]
  /// The text of the block and where it lies.
  let text: AlignedText
  /// The line the block starts on.
  let line: Int

  /// The source of a range of the block's text.
  func source(of range: Range<Int>?) -> Range<Int>? { text.source(of: range) }
}
