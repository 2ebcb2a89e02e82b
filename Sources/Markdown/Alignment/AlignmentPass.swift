import Diagnostics
import Text

/// Finds the source range of every inline, and the wiki links.
///
/// Copies the bridged tree into the document. For each block with inlines whose ranges are needed, it aligns the
/// text with the tree (`InlineAligner`), replaces wiki links (`WikiLinkPass`), and completes the references. O(n).
struct AlignmentPass {
  var document: MarkdownDocument
  private(set) var locations: LocationCache
  /// The aligned texts of blocks, in document order.
  private(set) var origins = TextOrigins()
  var tree: BridgedTree
  /// The notes that were written within texts.
  private var notes: [InlineRun] = []
  /// The ids in attributes of headings that no heading has taken yet.
  var reservedIDs: Set<String> = []
  /// The references that cmark found, followed by wiki links.
  private(set) var references: [Reference]
  private var locator: SourceLocator
  private let lines: LineTable
  /// The first line of the body.
  let firstLine: Int
  /// The open containers: their indices in the document, and where they end in `tree`.
  private var open: [(index: Int, end: Int)] = []

  init(_ document: MarkdownDocument, _ tree: BridgedTree, _ body: Range<Int>) {
    self.document = document
    self.tree = tree
    references = tree.references
    locator = SourceLocator(document.source)
    locations = LocationCache(document.source)
    lines = document.source.lines
    firstLine = lines.line(at: body.lowerBound)
    self.document.text = tree.text
    self.document.footnoteLabels = tree.footnoteLabels
  }

  mutating func run() {
    if let line = tree.tooDeepLine { reportDepth(line) }
    document.nodes.reserveCapacity(tree.nodes.count)
    reserveHeadingIDs()
    var blocks = tree.blocks[...]
    var index = 0
    while index < tree.nodes.count {
      close(before: index)
      let node = tree.nodes[index]
      if let block = blocks.first, block.node == index {
        blocks.removeFirst()
        align(block, node)
        index = node.end
      } else {
        document.nodes.append(node)
        open.append((document.nodes.count - 1, node.end))
        if node.kind == .htmlBlock { expandHTML(at: document.nodes.count - 1) }
        index += 1
      }
    }
    close(before: index)
    addNotes()
    document.assignAnchorsOfTags()
  }

  /// Adds the notes that were written within texts to the other notes.
  private mutating func addNotes() {
    for (number, note) in notes.enumerated() {
      let definition = document.nodes.count
      document.footnoteLabels.append("\(tree.footnoteLabels.count + number + 1)")
      document.nodes.append(
        Node(.footnoteDefinition, value: document.footnoteLabels.count, line: note.line))
      document.nodes.append(Node(.paragraph, line: note.line))
      place(note, after: definition + 1)
      document.nodes[definition + 1].end = document.nodes.count
      document.nodes[definition].end = document.nodes.count
    }
    guard !notes.isEmpty else { return }
    document.nodes[0].end = document.nodes.count
    FootnoteOrder.run(on: &document, namedCount: tree.footnoteLabels.count)
  }

  private mutating func close(before index: Int) {
    while let last = open.last, last.end <= index {
      document.nodes[last.index].end = document.nodes.count
      open.removeLast()
    }
  }

  private mutating func reportDepth(_ line: Int) {
    document.report(
      Diagnostic(
        .nestingTooDeep,
        "emphasis and links are nested more than \(TreeBuilder.depthLimit) levels deep here",
        at: locations.location(ofLine: line),
        help: "look for `*`, `_` or `[` that should be escaped as `\\*`, `\\_` or `\\[`"))
  }

  // MARK: One block

  private mutating func align(_ block: BlockContent, _ node: Node) {
    let index = document.nodes.count
    document.nodes.append(node)
    let map = locator.map(block, node.kind, column: Int(node.value))
    var run = block.needsInlines ? alignedInlines(of: block, node, map) : nil
    if node.kind == .heading {
      let id = takeID(block, &run)
      finishHeading(at: index, block, run, map, id)
    }
    if node.kind == .cell {
      takeLine(ofCell: index)
      document.nodes[index].source =
        block.bytes.isEmpty ? nil : map?.source(of: 0..<block.bytes.count)
    }
    if let run {
      place(run, after: index)
    } else {
      copyInlines(block.node + 1..<node.end)
    }
    guard index < document.nodes.count, document.nodes[index].kind != .embed else { return }
    document.nodes[index].end = document.nodes.count
  }

  private mutating func copyInlines(_ range: Range<Int>) {
    let shift = document.nodes.count - range.lowerBound
    for var node in tree.nodes[range] {
      node.end += shift
      document.nodes.append(node)
    }
  }

  /// Corrects the line of a table's head: cmark's is that of the paragraph before the table.
  private mutating func takeLine(ofCell index: Int) {
    guard let row = open.last?.index, document.nodes[row].kind == .tableHead,
      locator.row.line > 0
    else { return }
    document.nodes[row].line = Int32(clamping: locator.row.line)
  }

  private mutating func alignedInlines(
    of block: BlockContent, _ node: Node, _ map: ContentMap?
  ) -> InlineRun {
    let first = block.node + 1
    var inlines = Array(tree.nodes[first..<node.end])
    for inline in inlines.indices { inlines[inline].end -= first }
    let literals = inlines.lazy.map(\.text).filter { !$0.isEmpty }
    let base = literals.first?.lowerBound ?? document.text.count
    var aligner = InlineAligner(
      content: block.bytes, isSmart: document.options.smartPunctuation,
      literals: base..<(literals.last?.upperBound ?? base))
    aligner.align(inlines, text: document.text)
    let start = QuotationPass.run(on: &inlines, &aligner, &document)
    let text = AlignedText(
      content: block.bytes, map: map, base: start, origins: aligner.origins)
    origins.add(text, isRewritten: start != base)
    var run = InlineRun(nodes: inlines, places: aligner.places, text: text, line: Int(node.line))
    if document.options.syntax.contains(.wikiLinks) {
      WikiLinkPass.run(on: &run, &references, &document, &locations)
    }
    ImageSizePass.run(on: &run, &references, document.text)
    HTMLPass.run(on: &run, &document, &locations)
    if document.options.syntax.contains(.marks) {
      MarkPass.run(on: &run, document.text)
      let count = tree.footnoteLabels.count + notes.count
      notes += InlineNotePass.run(on: &run, document.text, count: count)
    }
    return run
  }

  // MARK: Back into the tree

  /// Adds the inlines of a block with their ranges, and completes its references.
  private mutating func place(_ run: InlineRun, after index: Int) {
    let offset = index + 1
    var found: [(node: Int, reference: Reference)] = []
    for (position, node) in run.nodes.enumerated() {
      var node = node
      node.end += offset
      node.source = run.source(of: run.places[position]?.range)
      if let range = node.source {
        node.line = Int32(clamping: lines.line(at: range.lowerBound))
      } else if node.line == 0 {
        node.line = document.nodes[index].line
      }
      document.nodes.append(node)
      switch node.kind {
      case .htmlInline: finishHTML(at: document.nodes.count - 1)
      case .htmlTag: found += addresses(ofTag: Int(node.value), at: document.nodes.count - 1)
      case .link, .image:
        var reference = references[Int(node.value)]
        if !reference.isFileName {
          reference.place = target(of: node, run, run.places[position])
        }
        if isSafe(reference) {
          found.append((document.nodes.count - 1, reference))
        } else {
          document.nodes[document.nodes.count - 1].kind = .void
        }
      case .wikiLink: found.append((document.nodes.count - 1, references[Int(node.value)]))
      default: break
      }
    }
    let firstReference = document.references.count
    complete(found, block: index)
    finishEmbeds(index, firstReference)
  }

  /// The location of a link's target, or otherwise of the link.
  private func target(
    of node: Node, _ run: InlineRun, _ place: InlineAligner.Place?
  ) -> SourcePlace {
    if let target = run.source(of: place?.target), !target.isEmpty { return .range(target) }
    return node.place
  }

  /// Whether a link is allowed; reports one that is not.
  private mutating func isSafe(_ reference: Reference) -> Bool {
    guard document.options.syntax.contains(.linkSafety),
      let scheme = LinkScheme.danger(in: reference.url, isImage: reference.kind == .image)
    else { return true }
    document.report(
      Diagnostic(
        .unsafeLink, "links to `\(scheme):` addresses are not allowed",
        at: locations.location(at: reference.place),
        help: "link to a page, or to an address that starts with `https:` or `mailto:`"))
    return false
  }

  /// Adds the references of a block with their labels and sentences.
  private mutating func complete(_ found: [(node: Int, reference: Reference)], block: Int) {
    guard !found.isEmpty else { return }
    let words = BlockText(document.nodes, from: block + 1, document.text, references)
    for (node, var reference) in found {
      let range = words.range(ofNode: node - block - 1)
      if document.nodes[node].kind != .htmlTag, !reference.isFileName,
        reference.kind == .link || reference.kind == .image
      {
        reference.label = String(decoding: words.bytes[range], as: UTF8.self)
      }
      reference.sentence = sentence(around: range, in: words, block: block)
      if document.nodes[node].kind == .htmlTag {
        document.setReference(document.references.count, ofTag: Int(document.nodes[node].value))
      } else {
        document.nodes[node].value = Int32(clamping: document.references.count)
      }
      document.references.append(reference)
    }
  }

  /// The sentence around a link, without the marker of a callout and, after its first line, without its title.
  private func sentence(around range: Range<Int>, in words: BlockText, block: Int) -> String {
    guard block > 0, document.nodes[block - 1].kind == .blockQuote,
      let marker = CalloutMarker(words.bytes[...]), marker.isComplete
    else { return Sentence.around(range, in: words.bytes) }
    let lineBreak = document.nodes[(block + 1)...].firstIndex {
      $0.kind == .softBreak || $0.kind == .lineBreak
    }
    let lineEnd = lineBreak.map { words.range(ofNode: $0 - block - 1).upperBound } ?? marker.end
    let start = lineEnd <= range.lowerBound ? max(lineEnd, marker.end) : marker.end
    guard start <= range.lowerBound else { return Sentence.around(range, in: words.bytes) }
    return Sentence.around(
      range.lowerBound - start..<range.upperBound - start, in: Array(words.bytes[start...]))
  }

  // MARK: Embeds

  /// Replaces a paragraph that contains only embeds by these.
  ///
  /// Other embeds become plain links.
  private mutating func finishEmbeds(_ index: Int, _ firstReference: Int) {
    let embeds = document.references.indices[firstReference...].filter {
      document.references[$0].kind == .embed
    }
    guard !embeds.isEmpty else { return }
    let isAlone =
      document.nodes[index].kind == .paragraph
      && document.nodes[(index + 1)...].allSatisfy { isEmbedOrSpace($0) }
    guard isAlone else { return embeds.forEach { demoteEmbed($0) } }
    let line = document.nodes[index].line
    document.nodes.removeSubrange(index...)
    for reference in embeds {
      document.references[reference].sentence = ""
      let start: Int =
        switch document.references[reference].place {
        case .range(let range): lines.line(at: range.lowerBound)
        case .line: Int(line)
        }
      document.nodes.append(
        Node(.embed, value: reference, line: start, end: document.nodes.count + 1))
    }
  }

  private func isEmbedOrSpace(_ node: Node) -> Bool {
    switch node.kind {
    case .wikiLink: document.references[Int(node.value)].kind == .embed
    case .text: document.text[node.text].allSatisfy(\.isASCIISpace)
    case .softBreak, .lineBreak: true
    default: false
    }
  }

  private mutating func demoteEmbed(_ reference: Int) {
    document.references[reference].kind = .wikiLink
    document.report(
      Diagnostic(
        .inlineEmbed, "an embed inside a sentence becomes a plain link",
        at: locations.location(at: document.references[reference].place),
        help: "give `![[…]]` a paragraph of its own, or remove the `!`"))
  }

  // MARK: HTML

  /// Removes a comment, and reads one that is an instruction to Waymark.
  private mutating func finishHTML(at index: Int) {
    let node = document.nodes[index]
    guard document.options.html != .verbatim else { return }
    if ToolComment.take(node, firstLine: firstLine, &document, &locations)
      || document.options.html != .allow
    {
      document.nodes[index].kind = .void
    }
  }

  /// Replaces an HTML block by a container of text and tags.
  private mutating func expandHTML(at index: Int) {
    guard document.options.html != .verbatim else { return }
    let node = document.nodes[index]
    var range = node.text
    if let comment = HTMLPass.leadingComment(document.text, range) {
      var first = node
      first.text = comment
      if ToolComment.take(first, firstLine: firstLine, &document, &locations) {
        range = comment.upperBound..<range.upperBound
      }
    }
    document.nodes[index].text = 0..<0
    let line = Int(node.line)
    let map = locator.map(
      Array(document.text[node.text]), line: line, last: nil, isHeading: false)
    var filter = HTMLFilter(
      document.text, document.options.html, firstTag: document.tags.count
    ) { part in
      let start = part.lowerBound - node.text.lowerBound
      return map.map { .range($0.source(of: start..<start + part.count)) } ?? .line(line)
    }
    filter.run(range)
    HTMLPass.report(filter, &document, &locations)
    if filter.isEmpty {
      document.nodes[index].kind = .void
      return
    }
    document.tags += filter.tags
    var found: [(node: Int, reference: Reference)] = []
    for var child in filter.nodes {
      child.line = node.line
      child.end = document.nodes.count + 1
      document.nodes.append(child)
      if child.kind == .htmlTag {
        found += addresses(ofTag: Int(child.value), at: document.nodes.count - 1)
      }
    }
    complete(found, block: index)
  }

  /// The references of a tag; unsafe ones are reported and left out.
  private mutating func addresses(
    ofTag tag: Int, at node: Int
  ) -> [(node: Int, reference: Reference)] {
    let all = document.tags[tag].addresses.map(\.reference)
    guard all.allSatisfy({ isSafe($0) }) else {
      document.removeAddresses(ofTag: tag)
      return []
    }
    return all.map { (node, $0) }
  }
}
