import CCMarkGFM
import Diagnostics

/// Copies cmark's tree into a document's flat array.
///
/// Walks by pointers and keeps its own stack, so that no input can exhaust the thread's.
struct TreeBuilder {
  /// How deep inline markup may nest; what lies deeper is kept as text.
  static let depthLimit = 100

  var document: MarkdownDocument
  let body: Range<Int>
  /// The bytes of the whole source.
  let bytes: UnsafeBufferPointer<UInt8>
  /// How many lines of the source stand before the body.
  let linesBefore: Int
  let locator: SourceLocator
  var locations: LocationCache

  /// The indices of the open nodes; -1 for one that is not copied.
  private var open: [Int] = []
  private let cmark = CMark.shared
  /// Whether the block being read holds something that needs its source.
  private var needsSource = false
  private var isTooDeep = false
  /// The index of the first reference of the block being read.
  var firstReference = 0
  var callouts: [PairPass.Entry] = []
  /// The row that cells were last looked for in, and its parts between pipes.
  var row: (line: Int, parts: [Range<Int>]) = (0, [])
  /// Whether a cell of the row opened a wiki link and did not close it.
  var rowHoldsOpenLink = false
  /// The lines of code and HTML, in order.
  var codeLines: [ClosedRange<Int>] = []
  /// Whether a line begins like the definition of a note.
  private let holdsNotes: Bool
  /// Whether the text may hold references to characters by number, which may be control characters.
  private let holdsReferences: Bool
  /// Where the next reference to a control character is looked for.
  var nextReference: Int
  /// Whether the text may hold definitions of links.
  private let holdsDefinitions: Bool
  /// Whether the text may hold words that say that something is to be done.
  let holdsUnfinishedWords: Bool

  init(
    document: MarkdownDocument, body: Range<Int>, bytes: UnsafeBufferPointer<UInt8>,
    bounds: InputBounds
  ) {
    self.document = document
    holdsNotes = bounds.holdsNotes
    holdsDefinitions = bounds.holdsDefinitions
    // Without link safety the text is read as cmark reads it.
    holdsReferences =
      document.options.syntax.contains(.linkSafety)
      && CharacterReference.mayOccur(in: UnsafeBufferPointer(rebasing: bytes[body]))
    nextReference = body.lowerBound
    holdsUnfinishedWords = UnfinishedWord.mayOccur(in: UnsafeBufferPointer(rebasing: bytes[body]))
    self.body = body
    self.bytes = bytes
    let lines = document.source.lines
    linesBefore = lines.line(at: body.lowerBound) - 1
    locator = SourceLocator(bytes: bytes, lines: lines)
    locations = LocationCache(source: document.source, lines: lines, bytes: bytes)
    self.document.nodes.reserveCapacity(body.count / 24 + 8)
    self.document.text.reserveCapacity(body.count)
  }

  mutating func build(_ root: OpaquePointer) {
    var current = root
    enter(root)
    while true {
      if let child = cmark_node_first_child(current) {
        current = child
        enter(child)
        continue
      }
      exit(current)
      while current != root, cmark_node_next(current) == nil {
        guard let parent = cmark_node_parent(current) else { break }
        current = parent
        exit(current)
      }
      guard current != root, let next = cmark_node_next(current) else { break }
      current = next
      enter(next)
    }
    if document.options.syntax.contains(.footnotes), holdsNotes { reviewNoteDefinitions() }
    if holdsDefinitions { reviewLinkDefinitions() }
    PairPass.run(on: &document, callouts: callouts)
  }

  // MARK: Entering

  private mutating func enter(_ node: OpaquePointer) {
    guard let kind = cmark.kind(of: node) else { return open.append(-1) }
    if kind.isInline, isContainer(kind), open.count > Self.depthLimit {
      reportDepth(node)
      return open.append(-1)
    }
    let line = cmark_node_get_start_line(node)
    open.append(document.nodes.count)
    document.nodes.append(Node(kind, line: line > 0 ? Int(line) + linesBefore : 0))
    let index = document.nodes.count - 1
    if kind.isInline {
      enterInline(node, kind, index)
    } else {
      enterBlock(node, kind, index)
    }
  }

  private func isContainer(_ kind: Node.Kind) -> Bool {
    switch kind {
    case .emphasis, .strong, .strikethrough, .link, .image: true
    default: false
    }
  }

  private mutating func enterInline(_ node: OpaquePointer, _ kind: Node.Kind, _ index: Int) {
    switch kind {
    case .text:
      let start = document.text.count
      appendLiteral(of: node, to: index)
      if mayNeedSource(from: start) { needsSource = true }
    case .code: appendLiteral(of: node, to: index)
    case .htmlInline:
      appendLiteral(of: node, to: index)
      needsSource = true
    case .footnoteReference:
      if let literal = cmark_node_get_literal(node) {
        document.nodes[index].value = Int32(String(cString: literal)) ?? 0
      }
      needsSource = true
    case .link, .image:
      let (target, fragment) = Reference.split(string(cmark_node_get_url(node)))
      let title = string(cmark_node_get_title(node))
      document.nodes[index].value = Int32(clamping: document.references.count)
      document.references.append(
        Reference(
          form: kind == .link ? .link : .image, target: target, fragment: fragment,
          title: title.isEmpty ? nil : title, place: .line(0)))
      needsSource = true
    default: break
    }
  }

  /// Whether the latest text may hold something whose place must be known: a bracket, or a word that
  /// says that something is to be done.
  private func mayNeedSource(from start: Int) -> Bool {
    holdsUnfinishedWords
      || document.text.withUnsafeBufferPointer {
        $0.offset(of: UInt8(ascii: "["), from: start) != nil
      }
  }

  private mutating func enterBlock(_ node: OpaquePointer, _ kind: Node.Kind, _ index: Int) {
    needsSource = false
    firstReference = document.references.count
    switch kind {
    case .heading:
      document.nodes[index].value = Int32(cmark_node_get_heading_level(node))
      if document.options.smartPunctuation { needsSource = true }
    case .bulletList:
      if cmark_node_get_list_type(node) == CMARK_ORDERED_LIST {
        document.nodes[index].kind = .orderedList
        document.nodes[index].value = Int32(cmark_node_get_list_start(node))
      }
      if cmark_node_get_list_tight(node) != 0 { document.nodes[index].flags.insert(.tight) }
    case .item: enterItem(node, index)
    case .codeBlock:
      let info = appendBytes(cmark_node_get_fence_info(node))
      let literal = appendBytes(cmark_node_get_literal(node))
      document.nodes[index].value = Int32(clamping: info.count)
      document.nodes[index].text = info.lowerBound..<literal.upperBound
    case .htmlBlock: appendLiteral(of: node, to: index)
    case .footnoteDefinition: enterFootnote(node, index)
    case .table: enterTable(node, index)
    case .tableRow:
      if cmark_gfm_extensions_get_table_row_is_header(node) != 0 {
        document.nodes[index].kind = .tableHead
      }
    case .cell:
      // Its column: how many cells of the row stand before it.
      let before = document.nodes[index - 1]
      let isFirst = before.kind == .tableRow || before.kind == .tableHead
      document.nodes[index].value = isFirst ? 0 : Int32(lastColumn + 1)
      lastColumn = Int(document.nodes[index].value)
    default: break
    }
  }

  private var lastColumn = 0

  private mutating func enterTable(_ node: OpaquePointer, _ index: Int) {
    let columns = Int(cmark_gfm_extensions_get_table_columns(node))
    let start = document.text.count
    if let alignments = cmark_gfm_extensions_get_table_alignments(node) {
      document.text.append(
        contentsOf: UnsafeBufferPointer(start: UnsafePointer(alignments), count: columns))
    }
    document.nodes[index].value = Int32(columns)
    document.nodes[index].text = start..<document.text.count
  }

  /// Open nodes: the list, then the item.
  private mutating func enterItem(_ node: OpaquePointer, _ index: Int) {
    guard let own = cmark_node_get_syntax_extension(node),
      own == cmark_find_syntax_extension("tasklist")
    else { return }
    document.nodes[index].kind = .task
    let isChecked =
      locator.taskMark(
        line: Int(document.nodes[index].line), column: Int(cmark_node_get_start_column(node)))
      ?? cmark_gfm_extensions_get_tasklist_item_checked(node)
    if isChecked { document.nodes[index].flags.insert(.checked) }
    if open.count >= 2, open[open.count - 2] >= 0 {
      document.nodes[open[open.count - 2]].flags.insert(.hasTasks)
    }
  }

  private mutating func enterFootnote(_ node: OpaquePointer, _ index: Int) {
    document.footnoteLabels.append(
      locator.footnoteLabel(
        line: Int(document.nodes[index].line), column: Int(cmark_node_get_start_column(node)))
        ?? "\(document.footnoteLabels.count + 1)")
    document.nodes[index].value = Int32(clamping: document.footnoteLabels.count)
  }

  // MARK: Leaving

  private mutating func exit(_ node: OpaquePointer) {
    guard let index = open.popLast(), index >= 0 else { return }
    let kind = document.nodes[index].kind
    switch kind {
    case .paragraph, .heading, .cell:
      finishText(at: index, node, needsSource: needsSource)
      needsSource = false
    case .htmlBlock:
      noteCode(node)
      finishHTMLBlock(at: index)
    case .codeBlock: noteCode(node)
    case .tableRow, .tableHead: finishRow(at: index, table: open.last ?? -1)
    case .item where document.options.syntax.contains(.quotedTasks):
      finishItem(at: index, list: open.last ?? -1)
    default: break
    }
    guard index < document.nodes.count, document.nodes[index].kind != .embed else { return }
    document.nodes[index].end = document.nodes.count
    if kind == .blockQuote, document.options.syntax.contains(.callouts) {
      finishQuote(at: index, parent: open.last ?? 0)
    }
  }

  private mutating func noteCode(_ node: OpaquePointer) {
    guard holdsNotes || holdsDefinitions else { return }
    let first = Int(cmark_node_get_start_line(node)) + linesBefore
    codeLines.append(first...max(first, Int(cmark_node_get_end_line(node)) + linesBefore))
  }

  // MARK: Copying

  private mutating func appendLiteral(of node: OpaquePointer, to index: Int) {
    document.nodes[index].text = appendBytes(cmark_node_get_literal(node))
  }

  private mutating func appendBytes(_ string: UnsafePointer<CChar>?) -> Range<Int> {
    let start = document.text.count
    if let string { document.text.append(contentsOf: UnsafeBufferPointer(cString: string)) }
    if holdsReferences { replaceControls(from: start) }
    return start..<document.text.count
  }

  private mutating func string(_ string: UnsafePointer<CChar>?) -> String {
    let text = string.map { String(cString: $0) } ?? ""
    guard holdsReferences, let cleaned = ControlCharacters.replaced(in: text) else { return text }
    reportControl()
    return cleaned
  }

  private mutating func reportDepth(_ node: OpaquePointer) {
    guard !isTooDeep else { return }
    isTooDeep = true
    let block = open.last { $0 >= 0 && !document.nodes[$0].kind.isInline } ?? 0
    document.report(
      Diagnostic(
        .nestingTooDeep, "emphasis and links nest deeper than \(Self.depthLimit) levels here",
        at: location(of: document.nodes[block]),
        help: "look for `*`, `_` or `[` that should be escaped as `\\*`, `\\_` or `\\[`"))
  }

  /// Where a node stands, for a diagnostic.
  mutating func location(of node: Node) -> Location { locations.location(at: node.place) }
}
