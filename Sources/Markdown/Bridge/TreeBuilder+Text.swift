import CCMarkGFM
import Diagnostics

/// What happens when a paragraph, heading or cell is complete.
extension TreeBuilder {
  mutating func finishText(at index: Int, _ node: OpaquePointer, needsSource: Bool) {
    let isHeading = document.nodes[index].kind == .heading
    let isCell = document.nodes[index].kind == .cell
    guard needsSource || isHeading || isCell, let start = cmark_node_get_string_content(node) else {
      return
    }
    let content = UnsafeBufferPointer<UInt8>(cString: start)
    let map = contentMap(at: index, node, content)
    var run: InlineRun?
    if needsSource, index + 1 < document.nodes.count {
      run = takeInlines(of: index, content, map)
    }
    if isHeading { finishHeading(at: index, run, map, content.count) }
    if isCell, needsSource, !content.isEmpty, opensLink(content) { rowHoldsOpenLink = true }
    if isCell, !content.isEmpty {
      document.nodes[index].source = map?.source(of: 0..<content.count)
    }
    if let run { place(run, after: index) }
  }

  private func opensLink(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    guard document.options.syntax.contains(.wikiLinks) else { return false }
    for index in (1..<content.count).reversed() {
      if content[index] == content[index - 1] {
        if content[index] == UInt8(ascii: "]") { return false }
        if content[index] == UInt8(ascii: "[") { return true }
      }
    }
    return false
  }

  /// Takes the inlines of a block out of the tree, finds where they lie and which are wiki links.
  private mutating func takeInlines(
    of index: Int, _ content: UnsafeBufferPointer<UInt8>, _ map: ContentMap?
  ) -> InlineRun {
    var inlines = Array(document.nodes[(index + 1)...])
    document.nodes.removeSubrange((index + 1)...)
    for inline in inlines.indices { inlines[inline].end -= index + 1 }
    let base = inlines.first { !$0.text.isEmpty }?.text.lowerBound ?? document.text.count
    var aligner = InlineAligner(
      content: content, isSmart: document.options.smartPunctuation, base: base)
    aligner.align(inlines, text: document.text)
    var run = InlineRun(
      nodes: inlines, places: aligner.places, origins: aligner.origins, base: base,
      content: content, map: map, line: Int(document.nodes[index].line))
    if document.options.syntax.contains(.wikiLinks) {
      WikiLinkPass.run(on: &run, &document, &locations)
    }
    return run
  }

  // MARK: Where the text lies

  private mutating func contentMap(
    at index: Int, _ node: OpaquePointer, _ content: UnsafeBufferPointer<UInt8>
  ) -> ContentMap? {
    let line = Int(document.nodes[index].line)
    if document.nodes[index].kind == .cell {
      let column = Int(document.nodes[index].value)
      for rowLine in rowLines(node, line) {
        if rowLine != row.line { row = (rowLine, locator.parts(ofLine: rowLine)) }
        if let map = locator.cellMap(content, column: column, parts: row.parts) { return map }
      }
      return nil
    }
    let isHeading = document.nodes[index].kind == .heading
    if line == 0, let next = cmark_node_next(node) {
      // A paragraph that a table's head was cut off from; the table carries its line.
      let first = Int(cmark_node_get_start_line(next)) + linesBefore
      return locator.map(content, line: first, last: nil, isHeading: isHeading)
    }
    let last = Int(cmark_node_get_end_line(node)) + linesBefore
    return locator.map(content, line: line, last: last, isHeading: isHeading)
  }

  /// The lines that a cell's row may stand on, best guess first.
  private func rowLines(_ cell: OpaquePointer, _ line: Int) -> [Int] {
    guard let row = cmark_node_parent(cell),
      cmark_gfm_extensions_get_table_row_is_header(row) != 0
    else { return [line] }
    // The head carries the line of the paragraph that it was cut off from.
    if let next = cmark_node_next(row) {
      return [Int(cmark_node_get_start_line(next)) + linesBefore - 2, line]
    }
    let last = cmark_node_parent(row).map { Int(cmark_node_get_end_line($0)) } ?? 0
    return [last + linesBefore - 1, line]
  }

  // MARK: Back into the tree

  /// Puts the inlines of a block back, with ranges; completes its references.
  private mutating func place(_ run: InlineRun, after index: Int) {
    let offset = index + 1
    var found: [(node: Int, reference: Reference)] = []
    for (position, node) in run.nodes.enumerated() {
      var node = node
      node.end += offset
      node.source = run.source(of: run.places[position]?.range)
      if let range = node.source {
        node.line = Int32(clamping: locator.lines.line(at: range.lowerBound))
      } else if node.line == 0 {
        node.line = document.nodes[index].line
      }
      document.nodes.append(node)
      review(document.nodes.count - 1, run.places[position], run)
      let kind = document.nodes[document.nodes.count - 1].kind
      if kind == .link || kind == .image || kind == .wikiLink {
        var reference = document.references[Int(node.value)]
        if kind != .wikiLink {
          reference.place = self.target(of: node, run, run.places[position])
        }
        found.append((document.nodes.count - 1, reference))
      }
    }
    complete(found, block: index)
    finishEmbeds(index)
  }

  /// Drops what must not be written, and says so.
  private mutating func review(_ index: Int, _ place: InlineAligner.Place?, _ run: InlineRun) {
    let node = document.nodes[index]
    switch node.kind {
    case .text:
      reviewNotes(node, place, run)
      reviewWords(node, run)
    case .htmlInline where takeComment(node): document.nodes[index].kind = .void
    case .htmlInline where !document.options.allowsHTML:
      document.nodes[index].kind = .void
      RawHTML.report(document.literal(node), at: location(of: node), in: &document)
    case .link, .image:
      guard document.options.syntax.contains(.linkSafety) else { return }
      let reference = document.references[Int(node.value)]
      guard let scheme = LinkScheme.danger(in: reference.url, isImage: node.kind == .image) else {
        return
      }
      document.nodes[index].kind = .void
      document.report(
        Diagnostic(
          .unsafeLink, "an address that starts with `\(scheme):` is never linked to",
          at: locations.location(at: target(of: node, run, place)),
          help: "link to a page, or to an address that starts with `https:` or `mailto:`"))
    default: break
    }
  }

  /// Where the target of a link stands, else the link.
  private func target(
    of node: Node, _ run: InlineRun, _ place: InlineAligner.Place?
  ) -> SourcePlace {
    if let target = run.source(of: place?.target), !target.isEmpty { return .range(target) }
    return node.place
  }

  /// Gives the references of a block their labels and sentences, and their place in the document.
  private mutating func complete(_ found: [(node: Int, reference: Reference)], block: Int) {
    guard !found.isEmpty else { return document.references.removeSubrange(firstReference...) }
    let words = BlockText(document, block: block)
    document.references.removeSubrange(firstReference...)
    for (node, var reference) in found {
      let range = words.range(ofNode: node - block - 1)
      if reference.form == .link || reference.form == .image {
        reference.label = String(decoding: words.bytes[range], as: UTF8.self)
      }
      reference.sentence = Sentence.around(range, in: words.bytes)
      document.nodes[node].value = Int32(clamping: document.references.count)
      document.references.append(reference)
    }
  }

  /// Turns a paragraph that is nothing but embeds into these; elsewhere they are plain links.
  private mutating func finishEmbeds(_ index: Int) {
    let found = document.references.indices[firstReference...].filter {
      document.references[$0].form == .embed
    }
    guard !found.isEmpty else { return }
    let isAlone =
      document.nodes[index].kind == .paragraph
      && document.nodes[(index + 1)...].allSatisfy { isEmbedOrSpace($0) }
    guard isAlone else { return found.forEach { demoteEmbed($0) } }
    let line = document.nodes[index].line
    document.nodes.removeSubrange(index...)
    for reference in found {
      document.references[reference].sentence = ""
      let start: Int =
        switch document.references[reference].place {
        case .range(let range): locator.lines.line(at: range.lowerBound)
        case .line: Int(line)
        }
      document.nodes.append(
        Node(.embed, value: reference, line: start, end: document.nodes.count + 1))
    }
  }

  private func isEmbedOrSpace(_ node: Node) -> Bool {
    switch node.kind {
    case .wikiLink: document.references[Int(node.value)].form == .embed
    case .text: document.text[node.text].allSatisfy(InlineAligner.isSpace)
    case .softBreak, .lineBreak: true
    default: false
    }
  }

  private mutating func demoteEmbed(_ reference: Int) {
    document.references[reference].form = .wikiLink
    document.report(
      Diagnostic(
        .inlineEmbed, "an embed inside a sentence becomes a plain link",
        at: locations.location(at: document.references[reference].place),
        help: "give `![[…]]` a paragraph of its own, or drop the `!`"))
  }
}
