/// cmark's tree as one flat array, with what only cmark knows about it.
///
/// Nothing in it points into cmark's memory.
struct BridgedTree {
  /// In preorder, as in a document; inline nodes have no source ranges yet.
  var nodes: [Node] = []
  /// The literals of all nodes, one after the other.
  var text: [UInt8] = []
  /// The links and images in document order, without labels and places.
  var references: [Reference] = []
  /// The labels of footnotes, by number from 1.
  var footnoteLabels: [String] = []
  /// The blocks that must be aligned with the source, in document order.
  var blocks: [BlockContent] = []
  /// The lines of code blocks and HTML blocks, in document order.
  var codeLines: [ClosedRange<Int>] = []
  var holdsQuotes = false
  var holdsLists = false
  /// How many control characters were replaced, which references such as `&#27;` had named.
  var controlCount = 0
  /// The line of the first block whose inline markup nests too deep.
  var tooDeepLine: Int?
}

/// The text of a paragraph, heading or cell as cmark keeps it: without the markers of containers.
struct BlockContent {
  /// The index of the block's node.
  var node: Int
  var bytes: [UInt8]
  /// Where the block may stand in the source.
  var lines: Lines
  /// Whether the places of its inlines are needed, and not only its own.
  var needsInlines: Bool

  /// The lines that a block may stand on.
  ///
  /// cmark's line numbers are wrong in some cases, so several are tried.
  enum Lines {
    /// Begins at `first`, or ends at `last` where cmark knows that.
    case text(first: Int, last: Int?)
    /// Lies in the line `best`, or else in the line `other`.
    case row(best: Int, other: Int?)
  }
}
