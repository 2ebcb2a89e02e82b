import Diagnostics

/// Writes a document's tree as HTML with holes.
///
/// One pass over the flat array with a stack of open nodes; a node's end tag is written when the index
/// reaches its end. With the profile `commonMark` the bytes are those of `cmark_render_html`, which is
/// how the serializer is verified.
struct HTMLWriter {
  /// A node whose end tag is still to be written.
  struct Open {
    var index: Int
    var end: Int
    var kind: Node.Kind
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
  /// For the profile `commonMark`: whether the body of the table is still to be opened, or closed.
  var plainTableNeedsBody = false
  var plainTableHasBody = false
  var nextHeading = 0
  /// The anchor of the heading that the text stands under.
  var sectionAnchor: String?
  /// Top-level sections that have not ended: anchor, level, where they begin.
  var sections: [(anchor: String, level: Int, start: Int)] = []
  /// How many open nodes forbid links to terms.
  var unlinkable = 0
  var footnotesStart: Int?

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
      while let last = open.last, last.end <= index {
        open.removeLast()
        close(last)
      }
      index = enter(index)
    }
    while let last = open.popLast() { close(last) }
    return html.fragment
  }

  /// Writes what opens a node and says which node comes next.
  private mutating func enter(_ index: Int) -> Int {
    let node = document.nodes[index]
    if node.kind.isInline { return enterInline(index, node) }
    if node.kind == .void { return node.end }
    return enterBlock(index, node)
  }

  mutating func push(_ index: Int, _ node: Node) {
    open.append(Open(index: index, end: node.end, kind: node.kind))
  }

  private mutating func close(_ last: Open) {
    if last.kind.isInline { closeInline(last) } else { closeBlock(last) }
  }

  /// Whether a paragraph is written without its tags: in an item of a tight list.
  var isTight: Bool {
    guard open.count >= 2 else { return false }
    let parent = open[open.count - 1].kind
    guard parent == .item || parent == .task else { return false }
    return document.nodes[open[open.count - 2].index].flags.contains(.tight)
  }
}

extension MarkdownDocument {
  /// The document as HTML, with holes for what only the site knows; O(n).
  package func html(_ options: HTMLOptions = HTMLOptions()) -> HTMLFragment {
    var writer = HTMLWriter(self, options)
    return writer.run()
  }
}
