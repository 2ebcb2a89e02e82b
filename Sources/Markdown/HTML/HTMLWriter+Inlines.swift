/// Writes inlines.
extension HTMLWriter {
  mutating func enterInline(_ index: Int, _ node: Node) -> Int {
    switch node.kind {
    case .text: writeText(node.text)
    case .softBreak:
      if node.flags.contains(.separates) { endHTMLBlock() }
      isPlain ? html.raw("\n") : html.linkableLineEnd()
    case .lineBreak: html.raw(isPlain ? "<br />\n" : "<br>\n")
    case .code:
      html.raw("<code>")
      html.text(document.text, node.text)
      html.raw("</code>")
    case .htmlInline: html.verbatim(document.text, node.text)
    case .htmlText: writeHTMLText(node.text)
    case .htmlTag: writeTag(node)
    case .emphasis: openTag("<em>", index, node)
    case .strong: openTag("<strong>", index, node)
    case .strikethrough: openTag("<del>", index, node)
    case .markStart: html.raw("<mark>")
    case .markEnd: html.raw("</mark>")
    case .link:
      html.placeholder(.linkStart(Int(node.value)))
      unlinkable += 1
      push(index, node)
    case .wikiLink: writeWikiLink(node)
    case .image:
      writeImage(index, node)
      return node.end
    case .footnoteReference: writeFootnoteReference(node)
    default: break
    }
    return index + 1
  }

  private mutating func openTag(_ tag: StaticString, _ index: Int, _ node: Node) {
    html.raw(tag)
    push(index, node)
  }

  mutating func closeInline(_ last: Open) {
    switch last.kind {
    case .emphasis: html.raw("</em>")
    case .strong: html.raw("</strong>")
    case .strikethrough: html.raw("</del>")
    case .link:
      html.raw("</a>")
      unlinkable -= 1
    default: break
    }
  }

  private mutating func writeText(_ range: Range<Int>) {
    if isPlain || unlinkable > 0 {
      html.text(document.text, range)
    } else if !range.isEmpty {
      html.linkableText(document.text, range)
    }
  }

  private mutating func writeWikiLink(_ node: Node) {
    html.placeholder(.linkStart(Int(node.value)))
    let reference = document.references[Int(node.value)]
    if let label = reference.label {
      html.text(label)
    } else if let label = reference.provisionalLabel,
      open.last(where: { !$0.kind.isInline })?.kind == .heading
    {
      // The outline, the anchor and the heading say the same.
      html.text(label)
    } else {
      html.placeholder(.linkLabel(Int(node.value)))
    }
    html.raw("</a>")
  }

  private mutating func writeImage(_ index: Int, _ node: Node) {
    if !isPlain { html.placeholder(.pictureStart(Int(node.value))) }
    html.raw("<img")
    html.placeholder(.imageSource(Int(node.value)))
    html.raw(" alt=\"")
    let reference = document.references[Int(node.value)]
    if reference.isFileName, let label = reference.label { html.text(label) }
    for inline in document.nodes[(index + 1)..<node.end] {
      switch inline.kind {
      case .text, .code: html.text(document.text, inline.text)
      case .htmlInline where isPlain: html.text(document.text, inline.text)
      case .softBreak, .lineBreak: html.raw(" ")
      default: break
      }
    }
    html.raw("\"")
    if let title = document.references[Int(node.value)].title { html.attribute("title", title) }
    html.raw(isPlain ? " />" : " loading=\"lazy\">")
    if !isPlain { html.placeholder(.pictureEnd(Int(node.value))) }
  }

  private mutating func writeFootnoteReference(_ node: Node) {
    let number = Int(node.value)
    guard let ids = footnotes.reference(to: number) else { return }
    html.raw("<sup class=\"footnote-ref\"><a")
    if isPlain {
      html.raw(" href=\"#")
      html.url(ids.note)
      html.raw("\" id=\"")
      html.url(ids.reference)
      html.raw("\" data-footnote-ref>")
    } else {
      html.idAttribute("href", ids.note, prefix: "#")
      html.idAttribute("id", ids.reference)
      html.attribute("aria-label", "\(options.labels.footnote) \(number)")
      html.raw(">")
    }
    html.number(number)
    html.raw("</a></sup>")
  }
}
