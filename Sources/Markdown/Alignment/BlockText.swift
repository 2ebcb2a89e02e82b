/// The plain text of a block, and the range of each of its inlines.
struct BlockText {
  private(set) var bytes: [UInt8] = []
  /// The range of each inline in `bytes`, counted from the first inline.
  private var ranges: [Range<Int>] = []

  /// Makes the text of the nodes from `first` to the end of the tree.
  init(_ nodes: [Node], from first: Int, _ text: [UInt8], _ references: [Reference]) {
    var open: [Int] = []
    ranges.reserveCapacity(nodes.count - first)
    for index in first..<nodes.count {
      while let top = open.last, nodes[top].end <= index { close(open.removeLast() - first) }
      ranges.append(bytes.count..<bytes.count)
      PlainText.append(nodes[index], text, references, to: &bytes)
      ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<bytes.count
      if nodes[index].end > index + 1 { open.append(index) }
    }
    while let top = open.popLast() { close(top - first) }
  }

  private mutating func close(_ position: Int) {
    ranges[position] = ranges[position].lowerBound..<bytes.count
  }

  func range(ofNode position: Int) -> Range<Int> { ranges[position] }
}
