/// A copy of cmark's tree as one flat array, with the facts that only cmark knows.
///
/// It does not point into cmark's memory.
struct BridgedTree {
  /// The nodes in preorder.
  ///
  /// Inline nodes have no source ranges yet.
  var nodes: [Node] = []
  /// The literals of all nodes, concatenated.
  var text: [UInt8] = []
  /// The links and images in document order, without labels and source ranges.
  var references: [Reference] = []
  /// The labels of footnotes, by number from 1.
  var footnoteLabels: [String] = []
  /// The blocks that must be aligned with the source, in document order.
  var blocks: [BlockContent] = []
  /// The lines of code blocks and HTML blocks, in document order.
  var codeLines: [ClosedRange<Int>] = []
  /// The lines of code blocks, where the text may have private comments.
  var codeBlockLines: [ClosedRange<Int>] = []
  /// The code blocks and HTML blocks, in document order.
  var rawBlocks: [RawBlock] = []
  var holdsQuotes = false
  /// Whether `^` occurs, with which block ids and inline notes begin.
  var holdsCarets = false
  var holdsLists = false
  /// The number of control characters from references such as `&#27;` that were replaced.
  var controlCount = 0
  /// The line of the first block with too deeply nested inline markup.
  var tooDeepLine: Int?
}

/// A code block or an HTML block.
struct RawBlock {
  var isCode: Bool
  /// Whether fences enclose the code.
  var isFenced: Bool
  var lines: ClosedRange<Int>
}

/// The text of a paragraph, heading or cell as cmark stores it, without the markers of containers.
struct BlockContent {
  /// The index of the block's node.
  var node: Int
  var bytes: [UInt8]
  /// The lines of the source to search for the block.
  var lines: Lines
  /// Whether the source ranges of its inlines are needed, not only its own.
  var needsInlines: Bool

  /// Candidates for the lines of a block, because cmark's line numbers are wrong in some cases.
  enum Lines {
    /// The block begins at `first`, or ends at `last` where cmark reports it.
    case text(first: Int, last: Int?)
    /// The block is on the line `best`, or otherwise on the line `other`.
    case row(best: Int, other: Int?)
  }
}
