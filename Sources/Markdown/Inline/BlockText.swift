/// The words of one block, and which of them each inline gave.
struct BlockText {
  private(set) var bytes: [UInt8] = []
  /// By inline, counted from the first: where its words begin and end.
  private var ranges: [Range<Int>] = []

  init(_ document: MarkdownDocument, block: Int) {
    let nodes = document.nodes
    let last = max(nodes[block].end, nodes.count)
    var open: [Int] = []
    for index in (block + 1)..<last {
      while let top = open.last, nodes[top].end <= index { close(open.removeLast() - block - 1) }
      ranges.append(bytes.count..<bytes.count)
      PlainText.append(nodes[index], document, to: &bytes)
      ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<bytes.count
      if nodes[index].end > index + 1 { open.append(index) }
    }
    while let top = open.popLast() { close(top - block - 1) }
  }

  private mutating func close(_ position: Int) {
    ranges[position] = ranges[position].lowerBound..<bytes.count
  }

  func range(ofNode position: Int) -> Range<Int> { ranges[position] }
}
