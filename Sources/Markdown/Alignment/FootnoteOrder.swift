/// Numbers footnotes in the order in which the text refers to them, and puts them into this order.
///
/// cmark does so for named footnotes. This is for documents that have notes within their texts, too.
struct FootnoteOrder {
  /// The document, whose last nodes are its footnotes.
  private var document: MarkdownDocument
  /// The range of nodes of each footnote, by its number before.
  private var definitions: [Int: Range<Int>] = [:]
  /// The numbers before, in the new order.
  private var order: [Int] = []
  private var known: Set<Int> = []

  /// Orders the footnotes; O(n).
  ///
  /// `namedCount` is the number of named footnotes, which have the first numbers. The others are labelled by number.
  static func run(on document: inout MarkdownDocument, namedCount: Int) {
    guard let first = document.nodes.firstIndex(where: { $0.kind == .footnoteDefinition }) else {
      return
    }
    var order = FootnoteOrder(document: document)
    if order.find(from: first) { document = order.result(from: first, namedCount: namedCount) }
  }

  private init(document: MarkdownDocument) { self.document = document }

  /// Finds the new order; returns false where other nodes are among the footnotes.
  private mutating func find(from first: Int) -> Bool {
    var index = first
    while index < document.nodes.count {
      let node = document.nodes[index]
      guard node.kind == .footnoteDefinition, node.end > index else { return false }
      definitions[Int(node.value)] = index..<node.end
      index = node.end
    }
    take(0..<first)
    var next = 0
    while next < order.count {
      if let range = definitions[order[next]] { take(range) }
      next += 1
    }
    order += definitions.keys.filter { !known.contains($0) }.sorted()
    return order.count == document.footnoteLabels.count
  }

  private mutating func take(_ range: Range<Int>) {
    for node in document.nodes[range] where node.kind == .footnoteReference {
      if known.insert(Int(node.value)).inserted { order.append(Int(node.value)) }
    }
  }

  private func result(from first: Int, namedCount: Int) -> MarkdownDocument {
    var result = document
    result.nodes.removeSubrange(first...)
    var numbers: [Int: Int] = [:]
    var headings: [Int: Int] = [:]
    for (index, old) in order.enumerated() {
      numbers[old] = index + 1
      result.footnoteLabels[index] =
        old > namedCount ? "\(index + 1)" : document.footnoteLabels[old - 1]
      guard let range = definitions[old] else { continue }
      let shift = result.nodes.count - range.lowerBound
      for (index, var node) in zip(range, document.nodes[range]) {
        node.end += shift
        if node.kind == .heading { headings[index] = index + shift }
        result.nodes.append(node)
      }
    }
    for index in result.nodes.indices {
      let kind = result.nodes[index].kind
      guard kind == .footnoteReference || kind == .footnoteDefinition,
        let number = numbers[Int(result.nodes[index].value)]
      else { continue }
      result.nodes[index].value = Int32(clamping: number)
    }
    for index in result.outline.indices {
      if let node = headings[result.outline[index].node] { result.outline[index].node = node }
    }
    result.outline.sort { $0.node < $1.node }
    return result
  }
}
