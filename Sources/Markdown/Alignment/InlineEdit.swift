/// A change of a text among inlines: some of its bytes are replaced by a node without text.
struct InlineEdit {
  /// The index of the text.
  var node: Int
  /// The bytes of its literal that the node replaces.
  var bytes: Range<Int>
  /// The kind of the node.
  var kind: Node.Kind
}

extension InlineRun {
  /// For each inline, the one that it is directly in; -1 for an inline of the block itself.
  var parents: [Int] {
    var parents: [Int] = []
    var open: [Int] = []
    for (index, node) in nodes.enumerated() {
      while let last = open.last, nodes[last].end <= index { open.removeLast() }
      parents.append(open.last ?? -1)
      if node.end > index + 1 { open.append(index) }
    }
    return parents
  }

  /// The offset in the block's text of a byte of a literal that the source has without an escape.
  func plainOrigin(of byte: Int, _ literals: [UInt8]) -> Int? {
    guard let origin = text.origin(ofByte: byte), text.content[origin] == literals[byte] else {
      return nil
    }
    return origin
  }

  /// Applies changes, which are in the order of the text; O(n).
  mutating func apply(_ edits: [InlineEdit]) {
    let old = self
    var edits = edits[...]
    var positions: [Int] = []
    var original: [(new: Int, end: Int)] = []
    nodes = []
    places = []
    for (index, node) in old.nodes.enumerated() {
      positions.append(nodes.count)
      guard edits.first?.node == index else {
        original.append((nodes.count, node.end))
        nodes.append(node)
        places.append(old.places[index])
        continue
      }
      var start = node.text.lowerBound
      while let edit = edits.first, edit.node == index {
        edits.removeFirst()
        appendPart(of: index, start..<edit.bytes.lowerBound, old)
        appendLeaf(Node(edit.kind, line: Int(node.line)), edit.bytes, index, old)
        start = edit.bytes.upperBound
      }
      appendPart(of: index, start..<node.text.upperBound, old)
    }
    positions.append(nodes.count)
    for (new, end) in original { nodes[new].end = positions[end] }
  }

  private mutating func appendPart(of index: Int, _ text: Range<Int>, _ old: InlineRun) {
    guard !text.isEmpty else { return }
    var node = old.nodes[index]
    node.text = text
    appendLeaf(node, text, index, old)
  }

  private mutating func appendLeaf(
    _ node: Node, _ bytes: Range<Int>, _ index: Int, _ old: InlineRun
  ) {
    var node = node
    node.end = nodes.count + 1
    nodes.append(node)
    let whole = old.places[index]?.range
    let start = old.text.origin(ofByte: bytes.lowerBound) ?? whole?.lowerBound
    let end =
      bytes.upperBound == old.nodes[index].text.upperBound
      ? whole?.upperBound : old.text.origin(ofByte: bytes.upperBound)
    places.append(
      start.flatMap { start in
        end.map { InlineAligner.Place(range: start..<max(start, $0), target: nil) }
      })
  }
}
