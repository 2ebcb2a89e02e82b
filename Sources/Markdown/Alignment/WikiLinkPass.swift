import Diagnostics
import Text

/// Finds `[[target]]`, `[[target#heading|label]]`, `![[target]]` and `![alt](picture with spaces.png)` in the inlines of
/// a block.
///
/// cmark parses brackets itself and has no syntax for two in a row. What it makes of them depends on escapes,
/// definitions and code. So this pass searches the block's text and compares the matches with the tree: both brackets
/// must be unescaped bytes of text, on one level of the tree, outside links and images.
struct WikiLinkPass {
  /// A link, by the text nodes and the bytes of their literals in which it begins and ends.
  private struct Match {
    var first: Int
    var start: Int
    var last: Int
    var end: Int
    var reference: Int
    var kind: Node.Kind
    var range: Range<Int>
  }

  /// The maximum number of bytes between the brackets.
  private static let limit = 1000

  private var run: InlineRun
  private let parents: [Int]
  private var matches: [Match] = []
  /// The indices of the text nodes that have a range.
  private let textNodes: [Int]

  /// Replaces wiki links among the inlines, and adds their references to `references`.
  static func run(
    on run: inout InlineRun, _ references: inout [Reference], _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) {
    guard holdsBrackets(run.text.content) else { return }
    var pass = WikiLinkPass(run)
    pass.findMatches(&references, &document, &locations)
    guard !pass.matches.isEmpty else { return }
    run = pass.rebuilt()
  }

  private static func holdsBrackets(_ content: [UInt8]) -> Bool {
    var start = 0
    while let bracket = content.span.offset(of: UInt8(ascii: "["), from: start) {
      start = bracket + 1
      if start < content.count, content[start] == UInt8(ascii: "[") { return true }
      if bracket > 0, content[bracket - 1] == UInt8(ascii: "!") { return true }
    }
    return false
  }

  private init(_ run: InlineRun) {
    self.run = run
    var parents: [Int] = []
    var open: [Int] = []
    for (index, node) in run.nodes.enumerated() {
      while let last = open.last, run.nodes[last].end <= index { open.removeLast() }
      parents.append(open.last ?? -1)
      if node.end > index + 1 { open.append(index) }
    }
    self.parents = parents
    textNodes = run.nodes.indices.filter { run.nodes[$0].kind == .text && run.places[$0] != nil }
  }

  /// Whether the text between two brackets stands for a table of contents in other tools.
  private func isContentsMarker(_ name: ArraySlice<UInt8>) -> Bool {
    name.count <= 7
      && ["toc", "_toc_", "__toc__"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  // MARK: Finding

  private mutating func findMatches(
    _ references: inout [Reference], _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) {
    let content = run.text.content
    var start = 0
    while let bracket = content.span.offset(of: UInt8(ascii: "["), from: start),
      bracket + 3 < content.count
    {
      start = bracket
      if bracket > 0, content[bracket - 1] == UInt8(ascii: "!"),
        let (match, end) = spacedImage(at: bracket - 1, &references)
      {
        matches.append(match)
        start = end
        continue
      }
      guard content[start + 1] == UInt8(ascii: "["), content[start + 2] != UInt8(ascii: "[") else {
        start += 1
        continue
      }
      guard let end = close(from: start + 2) else {
        start += 2
        continue
      }
      if let match = match(start..<(end + 2), &references, &document, &locations) {
        matches.append(match)
        start = end + 2
      } else {
        start += 2
      }
    }
  }

  /// The offset of `]]` before any other bracket, across at most one line end.
  private func close(from start: Int) -> Int? {
    let content = run.text.content
    var index = start
    var lineEnds = 0
    while index + 1 < content.count, index - start <= Self.limit {
      switch content[index] {
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "]"):
        return content[index + 1] == UInt8(ascii: "]") ? index : nil
      case UInt8(ascii: "\n"):
        lineEnds += 1
        if lineEnds > 1 { return nil }
      case UInt8(ascii: "\\"): index += 1
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The link in the bytes `range` of the content, brackets included; `nil` where these are not a link.
  private mutating func match(
    _ range: Range<Int>, _ references: inout [Reference], _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) -> Match? {
    guard let first = literal(at: range.lowerBound), let last = literal(at: range.upperBound - 1),
      parents[first.node] == parents[last.node], !isInside([.link, .image], first.node),
      areSiblings(first.node, last.node),
      isTextOrLinkEdge(range.lowerBound + 1, isStart: true),
      isTextOrLinkEdge(range.upperBound - 2, isStart: false),
      !isContentsMarker(run.text.content[range.lowerBound + 2..<range.upperBound - 2])
    else { return nil }
    let name = WikiLinkName(run.text.content, (range.lowerBound + 2)..<(range.upperBound - 2))
    let place: SourcePlace = run.source(of: name.place).map { .range($0) } ?? .line(run.line)
    guard !name.target.isEmpty || name.fragment != nil else {
      document.report(
        Diagnostic(
          .emptyWikiLink, "this wiki link names no page", at: locations.location(at: place),
          help: "write the page between the brackets, or `\\[[` for the brackets themselves"))
      return nil
    }
    var start = first.literal
    var isEmbed = false
    if start > run.nodes[first.node].text.lowerBound, range.lowerBound > 0,
      run.text.content[range.lowerBound - 1] == UInt8(ascii: "!"),
      run.text.origin(ofByte: start - 1) == range.lowerBound - 1
    {
      isEmbed = true
      start -= 1
    }
    if hasMarkup(first.node, last.node) {
      document.report(
        Diagnostic(
          .wikiLinkMarkup, "the label of a wiki link is plain text; its markup is not shown",
          at: locations.location(at: place),
          help: "use a Markdown link, `[**label**](path.md)`, for a label with markup"))
    }
    let label = name.label.flatMap { self.label($0, first.node, last.node, document.text) }
    let isPicture = isEmbed && PictureName.isPicture(name.target)
    var reference = Reference(
      kind: isPicture ? .image : isEmbed ? .embed : .wikiLink, target: name.target,
      fragment: name.fragment, label: label, place: place)
    if isPicture { reference.setPicture(label ?? "", needsBar: false) }
    references.append(reference)
    return Match(
      first: first.node, start: start, last: last.node, end: last.literal + 1,
      reference: references.count - 1, kind: isPicture ? .image : .wikiLink,
      range: (isEmbed ? range.lowerBound - 1 : range.lowerBound)..<range.upperBound)
  }

  /// The image at `!` whose address has spaces, which CommonMark does not allow, and the offset behind it.
  private func spacedImage(
    at start: Int, _ references: inout [Reference]
  ) -> (match: Match, end: Int)? {
    let content = run.text.content
    guard content[start + 1] == UInt8(ascii: "["), content[start + 2] != UInt8(ascii: "["),
      let middle = end(of: UInt8(ascii: "]"), from: start + 2),
      middle + 1 < content.count, content[middle + 1] == UInt8(ascii: "("),
      let close = end(of: UInt8(ascii: ")"), from: middle + 2)
    else { return nil }
    let address = content.trimmed(middle + 2..<close)
    let name = Self.text(content[address])
    guard name.utf8.contains(UInt8(ascii: " ")), PictureName.isPicture(name),
      let first = literal(at: start), let last = literal(at: close),
      parents[first.node] == parents[last.node], !isInside([.image], first.node),
      areSiblings(first.node, last.node), !hasMarkup(first.node, last.node)
    else { return nil }
    let place: SourcePlace = run.source(of: address).map { .range($0) } ?? .line(run.line)
    var reference = Reference(kind: .image, target: name, fragment: nil, place: place)
    reference.setPicture(
      Self.text(content[start + 2..<middle]), needsBar: true)
    references.append(reference)
    let match = Match(
      first: first.node, start: first.literal, last: last.node, end: last.literal + 1,
      reference: references.count - 1, kind: .image, range: start..<close + 1)
    return (match, close + 1)
  }

  /// The text of a part of the content, without private comments.
  private static func text(_ content: ArraySlice<UInt8>) -> String {
    String(decoding: content.filter { !PrivateComments.isFiller($0) }, as: UTF8.self)
  }

  /// The offset of a closing bracket on the same line.
  private func end(of bracket: UInt8, from start: Int) -> Int? {
    let content = run.text.content
    for index in start..<min(content.count, start + Self.limit) {
      if content[index] == bracket { return index }
      if content[index] == UInt8(ascii: "\n") || content[index] == UInt8(ascii: "[") { return nil }
    }
    return nil
  }

  /// The text node and the byte of its literal for the unescaped byte of the content at `offset`.
  private func literal(at offset: Int) -> (node: Int, literal: Int)? {
    let next = textNodes.partitioningIndex { (run.places[$0]?.range.lowerBound ?? 0) > offset }
    guard next > 0, run.places[textNodes[next - 1]]?.range.contains(offset) == true else {
      return nil
    }
    let node = textNodes[next - 1]
    let text = run.nodes[node].text
    let literal = firstByte(of: run.nodes[node], from: offset)
    guard literal < text.upperBound, run.text.origin(ofByte: literal) == offset else { return nil }
    return (node, literal)
  }

  /// The first byte of a text node whose origin is at or after an offset in the content.
  private func firstByte(of node: Node, from offset: Int) -> Int {
    node.text.partitioningIndex { run.text.origins[$0 - run.text.base] >= Int32(offset) }
  }

  /// Whether the inner bracket is text, or the bracket of a link that has a definition, `[target]:`.
  private func isTextOrLinkEdge(_ offset: Int, isStart: Bool) -> Bool {
    if literal(at: offset) != nil { return true }
    return run.nodes.indices.contains { index in
      guard run.nodes[index].kind == .link, let range = run.places[index]?.range else {
        return false
      }
      return isStart ? range.lowerBound == offset : range.upperBound == offset + 1
    }
  }

  private func areSiblings(_ first: Int, _ last: Int) -> Bool {
    var index = first
    while index < last { index = run.nodes[index].end }
    return index == last
  }

  private func isInside(_ kinds: Set<Node.Kind>, _ node: Int) -> Bool {
    var parent = parents[node]
    while parent >= 0 {
      if kinds.contains(run.nodes[parent].kind) { return true }
      parent = parents[parent]
    }
    return false
  }

  private func hasMarkup(_ first: Int, _ last: Int) -> Bool {
    run.nodes[first...last].contains { node in
      switch node.kind {
      case .text, .softBreak, .link: false
      default: true
      }
    }
  }

  /// The text of a label, which is a range of the content.
  private func label(
    _ range: Range<Int>, _ first: Int, _ last: Int, _ text: [UInt8]
  ) -> String? {
    var bytes: [UInt8] = []
    for (index, node) in zip(first...last, run.nodes[first...last]) {
      switch node.kind {
      case .text:
        for byte in firstByte(of: node, from: range.lowerBound)..<node.text.upperBound {
          guard let origin = run.text.origin(ofByte: byte) else { continue }
          if origin >= range.upperBound { break }
          bytes.append(text[byte])
        }
      case .code: bytes.append(contentsOf: text[node.text])
      case .softBreak, .lineBreak:
        if let place = run.places[index]?.range, range.contains(place.lowerBound) {
          bytes.append(UInt8(ascii: " "))
        }
      default: break
      }
    }
    let label = bytes.trimmed(bytes.indices)
    return label.isEmpty ? nil : String(decoding: bytes[label], as: UTF8.self)
  }

  // MARK: Rebuilding

  /// The inlines with each match replaced by a wiki link.
  private func rebuilt() -> InlineRun {
    var result = run
    result.nodes = []
    result.places = []
    var open: [(index: Int, end: Int)] = []
    var matches = self.matches[...]
    var index = 0
    while index < run.nodes.count {
      while let last = open.last, last.end <= index {
        result.nodes[last.index].end = result.nodes.count
        open.removeLast()
      }
      guard let match = matches.first, match.first == index else {
        if run.nodes[index].end > index + 1 {
          open.append((result.nodes.count, run.nodes[index].end))
        }
        append(run.nodes[index], run.places[index], to: &result)
        index += 1
        continue
      }
      index = replace(from: match, &matches, &result)
    }
    for last in open { result.nodes[last.index].end = result.nodes.count }
    return result
  }

  /// Replaces the matches from `first` on, as long as each begins in the node in which the one before ends.
  private func replace(
    from first: Match, _ matches: inout ArraySlice<Match>, _ result: inout InlineRun
  ) -> Int {
    var node = first.first
    var literal = run.nodes[node].text.lowerBound
    while let match = matches.first, match.first == node {
      appendText(node, literal..<match.start, to: &result)
      var link = Node(match.kind, value: match.reference, line: Int(run.nodes[node].line))
      link.text = 0..<0
      append(link, InlineAligner.Place(range: match.range, target: nil), to: &result)
      node = match.last
      literal = match.end
      matches.removeFirst()
    }
    appendText(node, literal..<run.nodes[node].text.upperBound, to: &result)
    return node + 1
  }

  private func appendText(_ index: Int, _ text: Range<Int>, to result: inout InlineRun) {
    guard !text.isEmpty else { return }
    var node = run.nodes[index]
    node.text = text
    let start = Int(run.text.origins[text.lowerBound - run.text.base])
    let isLast = text.upperBound == run.nodes[index].text.upperBound
    let end =
      isLast
      ? run.places[index]?.range.upperBound ?? start
      : Int(run.text.origins[text.upperBound - run.text.base])
    append(node, InlineAligner.Place(range: start..<max(start, end), target: nil), to: &result)
  }

  private func append(_ node: Node, _ place: InlineAligner.Place?, to result: inout InlineRun) {
    var node = node
    node.end = result.nodes.count + 1
    result.nodes.append(node)
    result.places.append(place)
  }
}

extension Reference {
  /// Makes it a picture that is named by its file, with a description that may end in a size.
  fileprivate mutating func setPicture(_ description: String, needsBar: Bool) {
    let (text, width, height) = PictureName.divided(description, needsBar: needsBar)
    isFileName = true
    label = text
    (self.width, self.height) = (width, height)
  }
}
