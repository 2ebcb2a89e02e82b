import CCMarkGFM
import Diagnostics
import Text

/// Copies cmark's tree into a flat array.
///
/// Keeps its own stack, so that no input can exhaust the stack of the thread.
struct TreeBuilder {
  /// How deep inline markup may nest.
  ///
  /// Markup below that is kept as text.
  static let depthLimit = 100

  /// The start of a comment; cmark makes a text of its own of a `<` that is no markup.
  private static let comment = [UInt8(ascii: "<")]

  /// The first bytes of the quotation marks that cmark makes.
  private static let quotationMark: [UInt8] = [0xE2, 0x80]

  private(set) var tree = BridgedTree()
  private let source: SourceText
  private let options: MarkdownOptions
  /// The number of lines of the source before the body.
  private let linesBefore: Int

  /// The indices of the open nodes; -1 for a node that is not copied.
  private var open: [Int] = []
  private let cmark = CMark.shared
  /// Whether the current block has an inline whose source range is needed.
  private var needsInlines = false
  /// The column of the last cell.
  private var lastColumn = 0
  /// Whether the text may hold words that mark unfinished text.
  private let holdsUnfinishedWords: Bool
  /// Whether the text may have numeric character references, which may name control characters.
  private let holdsReferences: Bool

  /// Whether `^` occurs, with which block ids and inline notes begin.
  private let holdsCarets: Bool
  /// Whether `==` occurs.
  private let holdsMarks: Bool
  /// Whether smart punctuation makes other quotation marks than cmark.
  private let setsQuotationMarks: Bool
  /// Whether the text may have private comments, or their replacements.
  private let holdsPrivateComments: Bool
  /// Whether a replacement was dropped from the current block.
  private var dropsFiller = false

  /// Parses the bytes `body` of a source with cmark, and copies its tree; `nil` where cmark is out of memory.
  static func tree(
    of source: SourceText, _ body: Range<Int>, _ bounds: InputBounds, _ options: MarkdownOptions,
    holdsPrivateComments: Bool = false
  ) -> BridgedTree? {
    let bytes = source.bytes
    return CMark.shared.withTree(
      of: bytes.span.extracting(body), options: options, holdsTilde: bounds.holdsTilde,
      footnotes: bounds.allowsFootnotes
    ) { root in
      var builder = TreeBuilder(source, body, bounds, options, holdsPrivateComments)
      builder.copy(root)
      return builder.tree
    }
  }

  private init(
    _ source: SourceText, _ body: Range<Int>, _ bounds: InputBounds, _ options: MarkdownOptions,
    _ holdsPrivateComments: Bool
  ) {
    self.source = source
    self.holdsPrivateComments = holdsPrivateComments
    self.options = options
    let bytes = source.bytes
    holdsCarets =
      options.syntax.contains(.ids)
      && bytes.span.extracting(body).offset(of: UInt8(ascii: "^")) != nil
    tree.holdsCarets = holdsCarets
    setsQuotationMarks = options.smartPunctuation && options.quotationMarks != .english
    let mark = Array("==".utf8)
    holdsMarks =
      options.syntax.contains(.marks)
      && bytes.span.extracting(body).offset(of: mark.span) != nil
    holdsUnfinishedWords = UnfinishedWord.mayOccur(in: bytes.span.extracting(body))
    // Without link safety, which tests turn off, the text stays as cmark reads it.
    holdsReferences =
      options.syntax.contains(.linkSafety)
      && CharacterReference.mayOccur(in: bytes.span.extracting(body))
    linesBefore = source.lines.line(at: body.lowerBound) - 1
    tree.nodes.reserveCapacity(body.count / 24 + 8)
    tree.text.reserveCapacity(body.count)
  }

  private mutating func copy(_ root: OpaquePointer) {
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
  }

  // MARK: Entering

  private mutating func enter(_ node: OpaquePointer) {
    guard let kind = cmark.kind(of: node) else { return open.append(-1) }
    if kind.isInline, isContainer(kind), open.count > Self.depthLimit {
      noteDepth()
      return open.append(-1)
    }
    let line = cmark_node_get_start_line(node)
    open.append(tree.nodes.count)
    tree.nodes.append(Node(kind, line: line > 0 ? Int(line) + linesBefore : 0))
    let index = tree.nodes.count - 1
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

  private mutating func noteDepth() {
    guard tree.tooDeepLine == nil else { return }
    let block = open.last { $0 >= 0 && !tree.nodes[$0].kind.isInline } ?? 0
    tree.tooDeepLine = Int(tree.nodes[block].line)
  }

  private mutating func enterInline(_ node: OpaquePointer, _ kind: Node.Kind, _ index: Int) {
    switch kind {
    case .text:
      let start = tree.text.count
      appendLiteral(of: node, to: index)
      if holdsCarets, tree.text.span.offset(of: UInt8(ascii: "^"), from: start) != nil {
        needsInlines = true
      }
      if holdsMarks, tree.text.span.offset(of: UInt8(ascii: "="), from: start) != nil {
        needsInlines = true
      }
      if setsQuotationMarks, tree.text.span.offset(of: Self.quotationMark.span, from: start) != nil
      {
        needsInlines = true
      }
      if holdsUnfinishedWords || tree.text.span.offset(of: UInt8(ascii: "["), from: start) != nil
        || tree.text.span.holds(Self.comment.span, at: start)
      {
        needsInlines = true
      }
    case .code: appendLiteral(of: node, to: index)
    case .htmlInline:
      appendLiteral(of: node, to: index)
      needsInlines = true
    case .footnoteReference:
      if let literal = cmark_node_get_literal(node) {
        tree.nodes[index].value = Int32(String(cString: literal)) ?? 0
      }
      needsInlines = true
    case .link, .image:
      let (target, fragment) = Reference.split(string(cmark_node_get_url(node)))
      let title = string(cmark_node_get_title(node))
      tree.nodes[index].value = Int32(clamping: tree.references.count)
      tree.references.append(
        Reference(
          kind: kind == .link ? .link : .image, target: target, fragment: fragment,
          title: title.isEmpty ? nil : title, place: .line(0)))
      needsInlines = true
    default: break
    }
  }

  private mutating func enterBlock(_ node: OpaquePointer, _ kind: Node.Kind, _ index: Int) {
    needsInlines = false
    dropsFiller = false
    switch kind {
    case .heading:
      tree.nodes[index].value = Int32(cmark_node_get_heading_level(node))
      if options.smartPunctuation { needsInlines = true }
    case .blockQuote: tree.holdsQuotes = true
    case .bulletList:
      tree.holdsLists = true
      if cmark_node_get_list_type(node) == CMARK_ORDERED_LIST {
        tree.nodes[index].kind = .orderedList
        tree.nodes[index].value = Int32(cmark_node_get_list_start(node))
      }
      if cmark_node_get_list_tight(node) != 0 { tree.nodes[index].flags.insert(.tight) }
    case .item: enterItem(node, index)
    case .codeBlock:
      let info = appendBytes(cmark_node_get_fence_info(node))
      let literal = appendBytes(cmark_node_get_literal(node))
      tree.nodes[index].value = Int32(clamping: info.count)
      tree.nodes[index].text = info.lowerBound..<literal.upperBound
    case .htmlBlock: appendLiteral(of: node, to: index)
    case .footnoteDefinition: enterFootnote(node, index)
    case .table: enterTable(node, index)
    case .tableRow:
      if cmark_gfm_extensions_get_table_row_is_header(node) != 0 {
        tree.nodes[index].kind = .tableHead
      }
    case .cell:
      // Its column is the number of cells before it in the row.
      let before = tree.nodes[index - 1].kind
      lastColumn = before == .tableRow || before == .tableHead ? 0 : lastColumn + 1
      tree.nodes[index].value = Int32(clamping: lastColumn)
    default: break
    }
  }

  private mutating func enterTable(_ node: OpaquePointer, _ index: Int) {
    let start = tree.text.count
    CMark.appendAlignments(of: node, to: &tree.text)
    tree.nodes[index].value = Int32(cmark_gfm_extensions_get_table_columns(node))
    tree.nodes[index].text = start..<tree.text.count
  }

  /// Makes a task of an item with a box.
  ///
  /// The last open nodes are its list and the item itself.
  private mutating func enterItem(_ node: OpaquePointer, _ index: Int) {
    guard let own = cmark_node_get_syntax_extension(node),
      own == cmark_find_syntax_extension("tasklist")
    else { return }
    tree.nodes[index].kind = .task
    let isChecked =
      ListMarkers.taskMark(
        in: source, line: Int(tree.nodes[index].line),
        column: Int(cmark_node_get_start_column(node)))
      ?? cmark_gfm_extensions_get_tasklist_item_checked(node)
    if isChecked { tree.nodes[index].flags.insert(.checked) }
    if open.count >= 2, open[open.count - 2] >= 0 {
      tree.nodes[open[open.count - 2]].flags.insert(.hasTasks)
    }
  }

  private mutating func enterFootnote(_ node: OpaquePointer, _ index: Int) {
    tree.footnoteLabels.append(
      ListMarkers.footnoteLabel(
        in: source, line: Int(tree.nodes[index].line),
        column: Int(cmark_node_get_start_column(node)))
        ?? "\(tree.footnoteLabels.count + 1)")
    tree.nodes[index].value = Int32(clamping: tree.footnoteLabels.count)
  }

  // MARK: Leaving

  private mutating func exit(_ node: OpaquePointer) {
    guard let index = open.popLast(), index >= 0 else { return }
    switch tree.nodes[index].kind {
    case .paragraph where dropsFiller && !keepsText(index): break
    case .paragraph, .heading, .cell: takeContent(of: node, index)
    case .htmlBlock, .codeBlock: noteCode(node, index)
    default: break
    }
    tree.nodes[index].end = tree.nodes.count
  }

  /// Records the text of a block that must be found in the source.
  private mutating func takeContent(of node: OpaquePointer, _ index: Int) {
    let kind = tree.nodes[index].kind
    defer { needsInlines = false }
    guard needsInlines || kind != .paragraph, let content = cmark_node_get_string_content(node)
    else { return }
    tree.blocks.append(
      BlockContent(
        node: index, bytes: CMark.bytes(of: content),
        lines: Self.lines(of: node, kind, Int(tree.nodes[index].line), after: linesBefore),
        needsInlines: needsInlines && tree.nodes.count > index + 1))
  }

  private static func lines(
    of node: OpaquePointer, _ kind: Node.Kind, _ line: Int, after linesBefore: Int
  ) -> BlockContent.Lines {
    if kind == .cell { return rowLines(node, line, after: linesBefore) }
    if line == 0, let next = cmark_node_next(node) {
      // A table's head was cut off from the end of this paragraph. The table has the paragraph's line.
      return .text(first: Int(cmark_node_get_start_line(next)) + linesBefore, last: nil)
    }
    return .text(first: line, last: Int(cmark_node_get_end_line(node)) + linesBefore)
  }

  private static func rowLines(
    _ cell: OpaquePointer, _ line: Int, after linesBefore: Int
  ) -> BlockContent.Lines {
    guard let row = cmark_node_parent(cell),
      cmark_gfm_extensions_get_table_row_is_header(row) != 0
    else { return .row(best: line, other: nil) }
    // The head has the line of the paragraph that it was cut off from.
    if let next = cmark_node_next(row) {
      return .row(best: Int(cmark_node_get_start_line(next)) + linesBefore - 2, other: line)
    }
    let last = cmark_node_parent(row).map { Int(cmark_node_get_end_line($0)) } ?? 0
    return .row(best: last + linesBefore - 1, other: line)
  }

  private mutating func noteCode(_ node: OpaquePointer, _ index: Int) {
    let first = Int(cmark_node_get_start_line(node)) + linesBefore
    let lines = first...max(first, Int(cmark_node_get_end_line(node)) + linesBefore)
    tree.codeLines.append(lines)
    let isCode = tree.nodes[index].kind == .codeBlock
    if isCode, holdsPrivateComments { tree.codeBlockLines.append(lines) }
    tree.rawBlocks.append(
      RawBlock(isCode: isCode, isFenced: isCode && CMark.isFenced(node), lines: lines))
  }

  /// Hides the line breaks around dropped comments; removes a paragraph of comments, and returns false.
  private mutating func keepsText(_ block: Int) -> Bool {
    var keepsText = false
    var lineBreak: Int?
    for index in block + 1..<tree.nodes.count {
      switch tree.nodes[index].kind {
      case .text where tree.text[tree.nodes[index].text].allSatisfy(\.isASCIISpace): break
      case .softBreak, .lineBreak:
        if keepsText, lineBreak == nil {
          lineBreak = index
        } else {
          tree.nodes[index].kind = .void
        }
      default: (keepsText, lineBreak) = (true, nil)
      }
    }
    if let lineBreak { tree.nodes[lineBreak].kind = .void }
    if !keepsText {
      tree.nodes.removeSubrange((block + 1)...)
      tree.nodes[block].kind = .void
    }
    return keepsText
  }

  // MARK: Copying

  private mutating func appendLiteral(of node: OpaquePointer, to index: Int) {
    tree.nodes[index].text = appendBytes(cmark_node_get_literal(node))
  }

  private mutating func appendBytes(_ string: UnsafePointer<CChar>?) -> Range<Int> {
    let start = tree.text.count
    CMark.append(string, to: &tree.text)
    if holdsPrivateComments { dropFiller(from: start) }
    if holdsReferences { replaceControls(from: start) }
    return start..<tree.text.count
  }

  private mutating func string(_ string: UnsafePointer<CChar>?) -> String {
    var text = string.map { String(cString: $0) } ?? ""
    if holdsPrivateComments {
      text.unicodeScalars.removeAll { $0.value < 0x20 && PrivateComments.isFiller(UInt8($0.value)) }
    }
    guard holdsReferences, let cleaned = ControlCharacters.replaced(in: text) else { return text }
    tree.controlCount += 1
    return cleaned
  }

  /// Drops what stands for private comments from the text from `start` on.
  private mutating func dropFiller(from start: Int) {
    guard tree.text.span.offset(of: PrivateComments.filler, from: start) != nil else { return }
    dropsFiller = true
    let kept = tree.text[start...].filter { !PrivateComments.isFiller($0) }
    tree.text.replaceSubrange(start..., with: kept)
  }

  /// Replaces control characters in the text from `start` on, which references such as `&#27;` put there.
  private mutating func replaceControls(from start: Int) {
    let ranges = ControlCharacters.ranges(in: tree.text, start..<tree.text.count)
    ControlCharacters.replace(ranges, in: &tree.text)
    tree.controlCount += ranges.count
  }
}
