/// Writes callouts, pairs of examples, and tasks.
extension HTMLWriter {
  mutating func openCallout(_ index: Int, _ node: Node) {
    push(index, node)
    html.lineStart()
    guard let callout = Callout(rawValue: Int(node.value)) else { return }
    if node.flags.contains(.opensPair) { html.raw("<div class=\"pair\">\n") }
    switch callout {
    case .bad: html.raw("<div class=\"x\">\n")
    case .good: html.raw("<div class=\"v\">\n")
    case .why: html.raw("<div class=\"why\">\n")
    default: openBox(index, node, callout)
    }
    if hasTitle(index) { return }
    html.raw(node.flags.contains(.folds) ? "<summary class=\"label\">" : "<p class=\"label\">")
    writeSign(callout)
    html.text(label(node, callout))
    closeLabel(index, node)
  }

  private mutating func openBox(_ index: Int, _ node: Node, _ callout: Callout) {
    let folds = node.flags.contains(.folds)
    html.raw(folds ? "<details class=\"callout " : "<aside class=\"callout ")
    switch callout {
    case .tip: html.raw("tip\"")
    case .important: html.raw("important\"")
    case .warning: html.raw("warning\"")
    case .caution: html.raw("caution\"")
    default: html.raw("note\"")
    }
    if folds {
      html.raw(node.flags.contains(.startsOpen) ? " open>\n" : ">\n")
    } else {
      // Landmarks need names; the visible label is the name.
      let title = hasTitle(index) ? PlainText.words(document, titleRange(index)) : nil
      html.attribute("aria-label", title ?? label(node, callout))
      html.raw(">\n")
    }
  }

  private func hasTitle(_ index: Int) -> Bool {
    index + 1 < document.nodes[index].end && document.nodes[index + 1].kind == .calloutTitle
  }

  private func titleRange(_ index: Int) -> Range<Int> { index + 2..<document.nodes[index + 1].end }

  /// The label of a callout without a title: that of its kind, or the author's word for it.
  private func label(_ node: Node, _ callout: Callout) -> String {
    node.text.isEmpty
      ? options.labels.label(of: callout) : Callout.label(of: document.literal(node))
  }

  /// Whether the text is written as an element of its own, because the theme hides the label of a note or tip before
  /// a paragraph that opens in bold, which no words of the author may share.
  private func dividesText(_ index: Int, _ node: Node) -> Bool {
    let callout = Callout(rawValue: Int(node.value))
    guard callout == .note || callout == .tip else { return false }
    return hasTitle(index) ? document.nodes[index + 1].end < node.end : !node.text.isEmpty
  }

  mutating func openCalloutTitle(_ index: Int, _ node: Node) {
    let callout = document.nodes[index - 1]
    html.raw(
      callout.flags.contains(.folds) ? "<summary class=\"label\">" : "<p class=\"label\">")
    if let kind = Callout(rawValue: Int(callout.value)) { writeSign(kind) }
    unlinkable += 1
    push(index, node)
  }

  mutating func closeCalloutTitle(_ last: Open) {
    unlinkable -= 1
    closeLabel(last.index - 1, document.nodes[last.index - 1])
  }

  private mutating func closeLabel(_ index: Int, _ node: Node) {
    html.raw(node.flags.contains(.folds) ? "</summary>\n" : "</p>\n")
    if dividesText(index, node) { html.raw("<div>\n") }
  }

  private mutating func writeSign(_ callout: Callout) {
    if callout == .bad { html.raw(Self.cross) }
    if callout == .good { html.raw(Self.tick) }
  }

  private static let cross: StaticString = """
    <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" \
    stroke="currentColor" stroke-width="2"><path d="M3 3l10 10M13 3L3 13"/></svg>
    """ as StaticString
  private static let tick: StaticString = """
    <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" \
    stroke="currentColor" stroke-width="2"><path d="M2 9l4 4 8-10"/></svg>
    """ as StaticString

  mutating func closeCallout(_ last: Open) {
    let node = document.nodes[last.index]
    html.lineStart()
    let isExample = Callout(rawValue: Int(node.value))?.isExample ?? false
    if dividesText(last.index, node) { html.raw("</div>\n") }
    let folds = node.flags.contains(.folds)
    html.raw(isExample ? "</div>\n" : folds ? "</details>\n" : "</aside>\n")
    if node.flags.contains(.closesPair) { html.raw("</div>\n") }
  }

  // MARK: Tasks

  mutating func openTask(_ index: Int, _ node: Node) {
    html.lineStart()
    let isChecked = node.flags.contains(.checked)
    if isPlain {
      html.raw("<li><input type=\"checkbox\" ")
      html.raw(isChecked ? "checked=\"\" disabled=\"\" /> " : "disabled=\"\" /> ")
    } else {
      let hasText = index + 1 < node.end && document.nodes[index + 1].kind == .paragraph
      html.raw("<li><label><input type=\"checkbox\"")
      let words =
        hasText
        ? PlainText.words(document, (index + 2)..<document.nodes[index + 1].end) : ""
      html.idAttribute("id", anchors.add(words, fallback: "task"))
      html.raw(isChecked ? " checked> <span>" : "> <span>")
      if !hasText { html.raw("</span></label>") }
    }
    push(index, node)
  }

  mutating func closeTask(_ last: Open) { html.raw("</li>\n") }
}
