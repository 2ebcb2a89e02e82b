import Text

/// Finds the range of each inline by reading a block's text along the tree that cmark made of it.
///
/// It makes no parsing decisions: the tree says what each byte is, and the aligner checks that the bytes agree. At the
/// first byte that does not agree it stops, and all later nodes have no range. O(n) in the text.
struct InlineAligner {
  /// The range of a node.
  struct Place {
    /// Its bytes in the block's text, including markers.
    var range: Range<Int>
    /// The bytes of a link's address, or of its label where a definition gives the address.
    var target: Range<Int>?
  }

  let content: [UInt8]
  let isSmart: Bool
  /// Whether bytes may stand for private comments, which are in no literal.
  private let holdsFiller: Bool
  /// The range of each node.
  var places: [Place?] = []
  /// The offset in `content` of each byte of the literals; of the backslash for an escaped byte; -1 where unknown.
  var origins: [Int32] = []
  /// The bytes of the document's text at which smart punctuation made a mark of `"` or `'`.
  var quotationMarks: [Int] = []
  var cursor = 0
  /// The offset in the document's text at which the block's literals begin.
  let base: Int
  private var open: [(index: Int, markers: Int)] = []

  /// Makes an aligner for a block's text, whose literals are the bytes `literals` of the document's text.
  init(content: [UInt8], isSmart: Bool, literals: Range<Int>) {
    self.content = content
    self.isSmart = isSmart
    holdsFiller = content.span.offset(of: PrivateComments.filler) != nil
    base = literals.lowerBound
    origins = Array(repeating: -1, count: literals.count)
  }

  /// Aligns the inlines of one block.
  ///
  /// Their `end` counts from the first inline.
  mutating func align(_ nodes: [Node], text: [UInt8]) {
    places = Array(repeating: nil, count: nodes.count)
    skipSpaces()
    var index = 0
    while index < nodes.count {
      guard close(nodes, before: index) else { return }
      skipFiller()
      let start = cursor
      guard let step = step(nodes, index, text) else { return }
      places[index] = Place(range: start..<cursor, target: step.target)
      index = step.next
    }
    _ = close(nodes, before: nodes.count)
  }

  /// Skips the opening marker of a node, or a whole leaf.
  private mutating func step(
    _ nodes: [Node], _ index: Int, _ text: [UInt8]
  ) -> (next: Int, target: Range<Int>?)? {
    let node = nodes[index]
    let isRight: Bool
    switch node.kind {
    case .text: isRight = alignText(node.text, text)
    case .code: isRight = alignCode()
    case .htmlInline: isRight = alignVerbatim(node.text, text)
    // A line break beside a private comment is hidden.
    case .softBreak, .lineBreak, .void: isRight = alignBreak()
    case .footnoteReference: isRight = alignFootnote()
    case .emphasis: isRight = openMarkers(index, 1)
    case .strong: isRight = openMarkers(index, 2)
    case .strikethrough:
      isRight = take("~", 1)
      open.append((index, take("~", 1) ? 2 : 1))
    case .image:
      isRight = take("!", 1) && take("[", 1)
      open.append((index, 0))
    case .link: return alignLink(nodes, index, text)
    default: isRight = false
    }
    return isRight ? (index + 1, nil) : nil
  }

  private mutating func openMarkers(_ index: Int, _ count: Int) -> Bool {
    open.append((index, count))
    return take("*", count) || take("_", count)
  }

  private mutating func alignLink(
    _ nodes: [Node], _ index: Int, _ text: [UInt8]
  ) -> (next: Int, target: Range<Int>?)? {
    if take("[", 1) {
      open.append((index, 0))
      return (index + 1, nil)
    }
    let first = cursor
    if take("<", 1) {
      while cursor < content.count, content[cursor] != UInt8(ascii: ">") { cursor += 1 }
      guard take(">", 1) else { return nil }
      return (nodes[index].end, (first + 1)..<(cursor - 1))
    }
    // A bare address is verbatim; a bare mail address is text like any other.
    guard nodes[index].end == index + 2, nodes[index + 1].kind == .text else { return nil }
    let literal = nodes[index + 1].text
    guard alignVerbatim(literal, text) || alignText(literal, text) else { return nil }
    places[index + 1] = Place(range: first..<cursor)
    return (nodes[index].end, first..<cursor)
  }

  /// Skips the closing markers of the nodes that end before `index`.
  private mutating func close(_ nodes: [Node], before index: Int) -> Bool {
    while let last = open.last, nodes[last.index].end <= index {
      open.removeLast()
      skipFiller()
      let start = places[last.index]?.range.lowerBound ?? cursor
      switch nodes[last.index].kind {
      case .emphasis, .strong:
        guard take("*", last.markers) || take("_", last.markers) else { return false }
      case .strikethrough:
        guard take("~", last.markers) else { return false }
      default:
        let label = (start + (nodes[last.index].kind == .image ? 2 : 1))..<cursor
        guard take("]", 1) else { return false }
        let tail = LinkTail(content, at: cursor)
        cursor = tail.end
        places[last.index]?.target = tail.target ?? label
      }
      places[last.index]?.range = start..<cursor
    }
    return true
  }

  mutating func take(_ character: Unicode.Scalar, _ count: Int) -> Bool {
    guard cursor + count <= content.count else { return false }
    for offset in 0..<count where content[cursor + offset] != UInt8(ascii: character) {
      return false
    }
    cursor += count
    return true
  }

  /// Skips what stands for a private comment.
  mutating func skipFiller() {
    guard holdsFiller else { return }
    while cursor < content.count, PrivateComments.isFiller(content[cursor]) { cursor += 1 }
  }

  mutating func skipSpaces() {
    while cursor < content.count, content[cursor].isASCIISpace { cursor += 1 }
  }
}
