import Diagnostics

/// Fits the headings of a text below the title of its page, which alone has level 1.
///
/// Every other heading of level 1 becomes one of level 2, and the headings under it follow.
extension MarkdownDocument {
  /// The first heading outside quotations and lists, if it has level 1 and words.
  package var titleHeading: Heading? {
    var index = 1
    while index < nodes.count, nodes[index].kind != .heading { index = nodes[index].end }
    guard index < nodes.count, let heading = outline.first(where: { $0.node == index }),
      heading.level == 1, !heading.text.allSatisfy(\.isWhitespace)
    else { return nil }
    return heading
  }

  /// Removes the heading that the page shows as its title; O(n).
  ///
  /// Links, pictures and footnotes in the heading become a paragraph, because titles are plain text.
  package mutating func remove(title: Heading) {
    let old = title.node..<nodes[title.node].end
    var kept: [Node] = []
    var index = old.lowerBound + 1
    while index < old.upperBound {
      let node = nodes[index]
      guard isKept(node) else {
        index += 1
        continue
      }
      if !kept.isEmpty {
        let place = old.lowerBound + 1 + kept.count
        kept.append(Node(.softBreak, line: Int(node.line), end: place + 1))
      }
      let shift = old.lowerBound + 1 + kept.count - index
      for var inline in nodes[index..<node.end] {
        inline.end += shift
        kept.append(inline)
      }
      index = node.end
    }
    if !kept.isEmpty {
      var paragraph = Node(.paragraph, line: Int(nodes[old.lowerBound].line))
      paragraph.end = old.lowerBound + 1 + kept.count
      kept.insert(paragraph, at: 0)
    }
    replace(old, by: kept)
    outline.removeAll { $0.node == old.lowerBound }
    let shift = kept.count - old.count
    for number in outline.indices where outline[number].node > old.lowerBound {
      outline[number].node += shift
    }
  }

  /// Whether a page must not lose an inline of its title, which the plain title cannot show.
  private func isKept(_ node: Node) -> Bool {
    switch node.kind {
    case .link, .image, .wikiLink, .footnoteReference: true
    case .htmlTag: !tags[Int(node.value)].parts.isEmpty || tags[Int(node.value)].name == "a"
    default: false
    }
  }

  /// Replaces a top-level block, and corrects the ends of the nodes after and around it.
  private mutating func replace(_ old: Range<Int>, by new: [Node]) {
    let shift = new.count - old.count
    for index in old.upperBound..<nodes.count { nodes[index].end += shift }
    nodes[0].end += shift
    nodes.replaceSubrange(old, with: new)
  }

  /// Lowers the headings that compete with the title; O(n).
  ///
  /// A heading in a quotation or list lowers only the headings in such places.
  package mutating func lowerHeadings() {
    var topIndex = 1
    var (lowersTop, lowersNested) = (false, false)
    for number in outline.indices {
      let node = outline[number].node
      while topIndex < node { topIndex = nodes[topIndex].end }
      let isTop = topIndex == node
      if outline[number].level == 1 {
        lowersNested = true
        if isTop { lowersTop = true }
      }
      if isTop { lowersNested = lowersTop }
      guard isTop ? lowersTop : lowersNested else { continue }
      let level = min(outline[number].level + 1, 6)
      outline[number].level = level
      nodes[node].value = Int32(level)
    }
  }
}
