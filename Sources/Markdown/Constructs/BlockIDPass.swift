import Text

/// Makes anchors of Obsidian's block ids: ` ^id` at the end of a paragraph or list item, or `^id` in a paragraph of its
/// own after the block that it names.
enum BlockIDPass {
  /// The longest id in bytes.
  private static let limit = 100

  /// Gives blocks their ids; O(n).
  static func run(on document: inout MarkdownDocument) {
    var index = 0
    while index < document.nodes.count {
      if document.nodes[index].kind == .paragraph { finish(index, &document) }
      index += 1
    }
  }

  private static func finish(_ index: Int, _ document: inout MarkdownDocument) {
    let last = document.nodes[index].end - 1
    guard last > index, document.nodes[last].kind == .text, isTopLevel(last, in: index, document),
      let id = id(atEndOf: document.nodes[last], isFirst: last == index + 1, document)
    else { return }
    var text = document.nodes[last].text
    let isWhole = id.lowerBound == text.lowerBound
    guard !isWhole || last == index + 1 || isBreak(document.nodes[last - 1]) else { return }
    var end = id.lowerBound
    while end > text.lowerBound, document.text[end - 1].isASCIISpace { end -= 1 }
    text = text.lowerBound..<end
    document.nodes[last].text = text
    if isWhole, last > index + 1 { document.nodes[last - 1].kind = .void }
    if isWhole, last == index + 1 {
      document.nodes[index].kind = .blockAnchor
      document.nodes[last].kind = .void
    }
    let anchor = String(decoding: document.text[id], as: UTF8.self)
    guard !document.anchors.contains(anchor) else { return }
    document.anchors.reserve(anchor)
    document.nodes[index].text = id
  }

  private static func isBreak(_ node: Node) -> Bool {
    node.kind == .softBreak || node.kind == .lineBreak
  }

  /// Whether the last node of a paragraph stands in no emphasis or link.
  private static func isTopLevel(
    _ last: Int, in paragraph: Int, _ document: MarkdownDocument
  ) -> Bool {
    last == paragraph + 1
      || document.nodes[last - 1].end == last
        && !(paragraph + 1..<last).reversed().prefix(TreeBuilder.depthLimit).contains {
          document.nodes[$0].end > last
        }
  }

  /// The range of the id that a text ends with, `^` included.
  private static func id(
    atEndOf node: Node, isFirst: Bool, _ document: MarkdownDocument
  ) -> Range<Int>? {
    let text = node.text
    var start = text.upperBound
    let limit = max(text.lowerBound, text.upperBound - Self.limit)
    while start > limit, isIDByte(document.text[start - 1]) { start -= 1 }
    guard start > text.lowerBound, start < text.upperBound,
      document.text[start - 1] == UInt8(ascii: "^")
    else { return nil }
    start -= 1
    guard start == text.lowerBound || document.text[start - 1].isASCIISpace else { return nil }
    let id = start..<text.upperBound
    // The text of `\^id` is the same, but it comes from more bytes.
    if let source = node.source {
      let written = document.source.bytes[source].suffix(id.count + 1)
      guard written.suffix(id.count).elementsEqual(document.text[id]),
        written.count == id.count || written.first != UInt8(ascii: "\\")
      else { return nil }
    }
    return id
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-")
  }
}
