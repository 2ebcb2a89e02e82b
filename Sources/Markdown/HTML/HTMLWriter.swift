import Diagnostics

/// Writes a document's tree as HTML with placeholders.
///
/// Makes one pass over the flat array with a stack of open nodes, and writes a node's end tag when the index reaches
/// its end. With the profile `commonMark` the bytes are those of `cmark_render_html`, against which the writer is tested.
struct HTMLWriter {
  /// A node whose end tag has not been written.
  struct Open {
    var index: Int
    var end: Int
    var kind: Node.Kind
    /// The elements of the author that are open in it.
    var tags: [OpenTag] = []
  }

  let document: MarkdownDocument
  let options: HTMLOptions
  let isPlain: Bool
  var html = HTMLBuilder()
  var anchors: AnchorSet
  var open: [Open] = []
  var footnotes: FootnoteIDs
  var table: TableWriter?
  var tableCount = 0
  /// For the profile `commonMark`: whether `<tbody>` must still be opened, or closed.
  var plainTableNeedsBody = false
  var plainTableHasBody = false
  var nextHeading = 0
  /// The id of the latest heading.
  var sectionAnchor: String?
  /// The open sections: id, level, start offset, and the number of open containers.
  var sections: [(anchor: String, level: Int, start: Int, depth: Int)] = []
  /// The number of open nodes in which terms are not linked.
  var unlinkable = 0
  var footnotesStart: Int?
  /// Where the latest paragraph begins.
  var paragraphStart = 0
  /// The index of the latest anchor of a block, and where the block begins.
  var blockAnchor: (node: Int, start: Int)?

  init(_ document: MarkdownDocument, _ options: HTMLOptions) {
    self.document = document
    self.options = options
    isPlain = options.profile == .commonMark
    anchors = document.anchors
    footnotes = FootnoteIDs(document, isPlain: isPlain, anchors: &anchors)
    html.reserveCapacity(document.text.count * 2 + 256)
  }

  mutating func run() -> HTMLFragment {
    var index = 0
    let count = document.nodes.count
    while index < count {
      while let last = open.last, last.end <= index { closeLast() }
      index = enter(index)
    }
    while !open.isEmpty { closeLast() }
    return html.fragment
  }

  /// Writes the start of a node, and returns the index of the next node.
  private mutating func enter(_ index: Int) -> Int {
    let node = document.nodes[index]
    if node.kind.isInline { return enterInline(index, node) }
    if node.kind == .void { return node.end }
    return enterBlock(index, node)
  }

  mutating func push(_ index: Int, _ node: Node) {
    open.append(Open(index: index, end: node.end, kind: node.kind))
  }

  private mutating func closeLast() {
    endHTMLBlock()
    closeTags(of: open.count - 1)
    if open.count > 1 { endSections(downTo: 0, in: open.count) }
    if let last = open.popLast() { close(last) }
  }

  private mutating func close(_ last: Open) {
    if last.kind.isInline { closeInline(last) } else { closeBlock(last) }
  }

  /// Whether a paragraph is written without tags, because it is in an item of a tight list.
  var isTight: Bool {
    guard open.count >= 2 else { return false }
    let parent = open[open.count - 1].kind
    guard parent == .item || parent == .task else { return false }
    return document.nodes[open[open.count - 2].index].flags.contains(.tight)
  }
}

extension MarkdownDocument {
  /// Writes the document as HTML with placeholders; O(n).
  package func html(_ options: HTMLOptions = HTMLOptions()) -> HTMLFragment {
    var writer = HTMLWriter(self, options)
    return writer.run()
  }
}
