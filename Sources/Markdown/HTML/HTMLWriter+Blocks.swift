import Text

/// Writes blocks.
extension HTMLWriter {
  mutating func enterBlock(_ index: Int, _ node: Node) -> Int {
    if node.kind != .htmlBlock { leaveTable() }
    if node.end < document.nodes.count, document.nodes[node.end].kind == .blockAnchor {
      beginAnchored(node.end)
    }
    switch node.kind {
    case .document: push(index, node)
    case .blockQuote:
      html.lineStart()
      html.raw("<blockquote>\n")
      push(index, node)
    case .callout: openCallout(index, node)
    case .calloutTitle: openCalloutTitle(index, node)
    case .bulletList, .orderedList: openList(index, node)
    case .item:
      html.lineStart()
      html.raw("<li>")
      push(index, node)
    case .task: openTask(index, node)
    case .codeBlock: writeCode(node)
    case .htmlBlock:
      html.lineStart()
      html.verbatim(document.text, node.text)
      push(index, node)
    case .paragraph: openParagraph(index, node)
    case .heading: openHeading(index, node)
    case .thematicBreak:
      html.lineStart()
      html.raw(isPlain ? "<hr />\n" : "<hr>\n")
    case .footnoteDefinition: openFootnote(index, node)
    case .table, .tableHead, .tableRow, .cell: openTablePart(index, node)
    case .embed:
      html.lineStart()
      html.placeholder(.embed(Int(node.value)))
    case .component:
      html.lineStart()
      html.placeholder(.component(Int(node.value)))
    case .blockAnchor:
      beginAnchored(index)
      if let start = blockAnchor?.start { addAnchoredSection(node, from: start) }
    default: break
    }
    return index + 1
  }

  mutating func closeBlock(_ last: Open) {
    switch last.kind {
    case .document: closeDocument()
    case .blockQuote:
      html.lineStart()
      html.raw("</blockquote>\n")
    case .callout: closeCallout(last)
    case .calloutTitle: closeCalloutTitle(last)
    case .htmlBlock: html.lineStart()
    case .bulletList: html.raw("</ul>\n")
    case .orderedList: html.raw("</ol>\n")
    case .item: html.raw("</li>\n")
    case .task: closeTask(last)
    case .paragraph: closeParagraph(last)
    case .heading: closeHeading(last)
    case .footnoteDefinition: closeFootnote(last)
    case .table, .tableHead, .tableRow, .cell: closeTablePart(last)
    default: break
    }
  }

  private mutating func closeDocument() {
    endSections(downTo: 0, in: 1)
    guard let start = footnotesStart else { return }
    html.raw("</ol>\n</section>\n")
    html.setFootnotes(start..<html.count)
  }

  private mutating func openList(_ index: Int, _ node: Node) {
    html.lineStart()
    let isTicks = node.flags.contains(.hasTasks) && !isPlain
    if node.kind == .bulletList {
      html.raw(isTicks ? "<ul class=\"ticks\">\n" : "<ul>\n")
    } else {
      html.raw(isTicks ? "<ol class=\"ticks\"" : "<ol")
      if node.value != 1 {
        html.raw(" start=\"")
        html.number(Int(node.value))
        html.raw("\"")
      }
      html.raw(">\n")
    }
    push(index, node)
  }

  // MARK: Paragraphs

  private mutating func openParagraph(_ index: Int, _ node: Node) {
    defer { push(index, node) }
    if let last = open.last, last.kind == .task, index == last.index + 1, !isPlain {
      if !node.text.isEmpty { writeAnchor(document.literal(node)) }
      return
    }
    if !isTight { html.lineStart() }
    paragraphStart = html.count
    guard !isTight else {
      if !node.text.isEmpty { writeAnchor(document.literal(node)) }
      return
    }
    html.raw("<p")
    if !node.text.isEmpty { html.idAttribute("id", document.literal(node)) }
    html.raw(">")
  }

  private mutating func closeParagraph(_ last: Open) {
    if let parent = open.last, parent.kind == .task, last.index == parent.index + 1, !isPlain {
      return html.raw("</span></label>")
    }
    defer {
      let node = document.nodes[last.index]
      if !node.text.isEmpty { addAnchoredSection(node, from: paragraphStart) }
    }
    guard !isTight else { return }
    if let parent = open.last, parent.kind == .footnoteDefinition, parent.end == last.end {
      let number = Int(document.nodes[parent.index].value)
      if !footnotes.references(to: number).isEmpty { html.raw(" ") }
      writeBackReferences(parent)
    }
    html.raw("</p>\n")
  }

  // MARK: Anchors of blocks

  private mutating func writeAnchor(_ id: String) {
    html.raw("<span")
    html.idAttribute("id", id)
    html.raw("></span>")
  }

  /// Writes the anchor at a node before the block that it names, unless that was done.
  private mutating func beginAnchored(_ index: Int) {
    guard blockAnchor?.node != index, !document.nodes[index].text.isEmpty else { return }
    html.lineStart()
    blockAnchor = (index, html.count)
    writeAnchor(document.literal(document.nodes[index]))
    html.raw("\n")
  }

  private mutating func addAnchoredSection(_ node: Node, from start: Int) {
    guard !node.text.isEmpty else { return }
    html.add(HTMLFragment.Section(anchor: document.literal(node), range: start..<html.count))
  }

  // MARK: Headings

  private mutating func openHeading(_ index: Int, _ node: Node) {
    let level = Int(node.value)
    let number = nextHeading
    nextHeading += 1
    // A heading in an element of the author does not begin a section, which must be balanced.
    let beginsSection = open.last?.tags.isEmpty ?? false
    if !isPlain, beginsSection { endSections(downTo: level, in: open.count) }
    html.lineStart()
    if isPlain {
      html.raw("<h")
      html.number(level)
      html.raw(">")
    } else {
      let heading = document.outline[number]
      sectionAnchor = heading.anchor
      if beginsSection { sections.append((heading.anchor, level, html.count, open.count)) }
      html.placeholder(.sectionStart(number))
      html.raw("<h")
      html.placeholder(.headingLevel(level))
      html.idAttribute("id", heading.anchor)
      html.raw(">")
    }
    unlinkable += 1
    push(index, node)
  }

  private mutating func closeHeading(_ last: Open) {
    unlinkable -= 1
    let level = Int(document.nodes[last.index].value)
    if isPlain {
      html.raw("</h")
      html.number(level)
    } else {
      let heading = document.outline[nextHeading - 1]
      html.raw(" <a class=\"anchor\"")
      html.idAttribute("href", heading.anchor, prefix: "#")
      html.attribute("aria-label", "\(options.labels.linkToSection) \(heading.text)")
      html.raw(">#</a></h")
      html.placeholder(.headingLevel(level))
    }
    html.raw(">\n")
  }

  /// Ends the sections of headings of `level` and lower ones in the innermost of `depth` containers.
  mutating func endSections(downTo level: Int, in depth: Int) {
    while let last = sections.last, last.depth == depth, last.level >= level {
      sections.removeLast()
      html.add(HTMLFragment.Section(anchor: last.anchor, range: last.start..<html.count))
    }
  }

  // MARK: Notes

  private mutating func openFootnote(_ index: Int, _ node: Node) {
    if footnotesStart == nil {
      if !isPlain {
        if !open.isEmpty { closeTags(of: 0) }
        endSections(downTo: 0, in: 1)
        html.lineStart()
      }
      footnotesStart = html.count
      if isPlain {
        html.raw("<section class=\"footnotes\" data-footnotes>\n<ol>\n")
      } else {
        html.raw("<section class=\"footnotes\"")
        html.attribute("aria-label", options.labels.footnotes)
        html.raw(">\n<ol>\n")
      }
    }
    let id = footnotes.note(Int(node.value))
    if isPlain {
      html.raw("<li id=\"")
      html.url(id)
      html.raw("\"")
    } else {
      html.raw("<li")
      html.idAttribute("id", id)
    }
    html.raw(">\n")
    push(index, node)
  }

  private mutating func closeFootnote(_ last: Open) {
    // The paragraph at the end of a footnote has the links back.
    if !endsInParagraph(last.index) {
      writeBackReferences(last)
      html.raw("\n")
    }
    html.raw("</li>\n")
  }

  private func endsInParagraph(_ index: Int) -> Bool {
    let end = document.nodes[index].end
    var child = index + 1
    while child < end {
      if document.nodes[child].end >= end { return document.nodes[child].kind == .paragraph }
      child = document.nodes[child].end
    }
    return false
  }

  private mutating func writeBackReferences(_ note: Open) {
    let number = Int(document.nodes[note.index].value)
    for (index, id) in footnotes.references(to: number).enumerated() {
      if index > 0 { html.raw(" ") }
      html.raw("<a")
      if isPlain {
        html.raw(" href=\"#")
        html.url(id)
        html.raw("\" class=\"footnote-backref\" data-footnote-backref")
        html.raw(" aria-label=\"Back to content\">↩")
      } else {
        html.idAttribute("href", id, prefix: "#")
        html.raw(" class=\"footnote-backref\"")
        let place = index > 0 ? " \(index + 1)" : ""
        html.attribute("aria-label", options.labels.backToText + place)
        html.raw(">↩")
      }
      if index > 0 {
        html.raw("<sup class=\"footnote-ref\">")
        html.number(index + 1)
        html.raw("</sup>")
      }
      html.raw("</a>")
    }
  }
}
