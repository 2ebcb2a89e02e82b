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
    case .note: openAside("<aside class=\"callout note\"", callout)
    case .tip: openAside("<aside class=\"callout tip\"", callout)
    case .important: openAside("<aside class=\"callout important\"", callout)
    case .warning: openAside("<aside class=\"callout warning\"", callout)
    case .caution: openAside("<aside class=\"callout caution\"", callout)
    }
    writeLabel(callout)
  }

  private mutating func openAside(_ tag: StaticString, _ callout: Callout) {
    html.raw(tag)
    // Landmarks need names; the visible label is the name.
    html.attribute("aria-label", options.labels.label(of: callout))
    html.raw(">\n")
  }

  private mutating func writeLabel(_ callout: Callout) {
    html.raw("<p class=\"label\">")
    if callout == .bad { html.raw(Self.cross) }
    if callout == .good { html.raw(Self.tick) }
    html.text(options.labels.label(of: callout))
    html.raw("</p>\n")
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
    html.raw(isExample ? "</div>\n" : "</aside>\n")
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
