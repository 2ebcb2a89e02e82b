import Diagnostics
import Text

extension String {
  /// The text without white space at its ends, which stays where a tag or comment is left out.
  fileprivate var trimmed: String {
    guard utf8.first?.isASCIISpace == true || utf8.last?.isASCIISpace == true else { return self }
    let bytes = Array(utf8)
    return String(decoding: bytes[bytes.trimmed(bytes.indices)], as: UTF8.self)
  }
}

/// Makes the outline.
extension AlignmentPass {
  /// Keeps the ids that headings have of their authors from headings that stand before these.
  mutating func reserveHeadingIDs() {
    guard document.options.syntax.contains(.ids) else { return }
    for block in tree.blocks where tree.nodes[block.node].kind == .heading {
      if let id = HeadingAttributes(block.bytes)?.id, !document.anchors.contains(id) {
        document.anchors.reserve(id)
        reservedIDs.insert(id)
      }
    }
  }

  /// Removes the attributes of a heading, and returns the id among them.
  mutating func takeID(_ block: BlockContent, _ run: inout InlineRun?) -> String? {
    guard document.options.syntax.contains(.ids), let attributes = HeadingAttributes(block.bytes)
    else { return nil }
    let range = block.node + 1..<tree.nodes[block.node].end
    var nodes = run?.nodes[...] ?? tree.nodes[range]
    guard attributes.remove(from: &nodes, block.bytes, origins: run?.text, document.text) else {
      return nil
    }
    if run == nil {
      tree.nodes.replaceSubrange(range, with: nodes)
    } else {
      run?.nodes = Array(nodes)
    }
    return attributes.id
  }

  mutating func finishHeading(
    at index: Int, _ block: BlockContent, _ run: InlineRun?, _ map: ContentMap?, _ id: String?
  ) {
    let inlines = run?.nodes[...] ?? tree.nodes[block.node + 1..<tree.nodes[block.node].end]
    let text = words(inlines).trimmed
    let typed =
      run.flatMap { document.options.smartPunctuation ? typedWords($0).trimmed : nil } ?? text
    let anchor =
      id.map { reservedIDs.remove($0) ?? document.anchors.addSlug($0) }
      ?? document.anchors.add(typed, fallback: "section")
    if let map, !block.bytes.isEmpty {
      document.nodes[index].source = map.source(of: 0..<block.bytes.count)
    }
    document.outline.append(
      Heading(
        level: Int(document.nodes[index].value), text: text, anchor: anchor,
        place: document.nodes[index].place, node: index))
  }

  private func words(_ inlines: ArraySlice<Node>) -> String {
    var bytes: [UInt8] = []
    for node in inlines { PlainText.append(node, document.text, references, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether anchors have a byte as it was typed: a hyphen, `"` or `'`.
  private static func isTyped(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// The text with hyphens and quotation marks as typed, so that anchors do not depend on typographic punctuation.
  private func typedWords(_ run: InlineRun) -> String {
    let content = run.text.content
    var bytes: [UInt8] = []
    for node in run.nodes {
      guard node.kind == .text else {
        PlainText.append(node, document.text, references, to: &bytes)
        continue
      }
      var last: Int?
      for byte in node.text {
        guard let origin = run.text.origin(ofByte: byte), Self.isTyped(content[origin]),
          document.text[byte] != content[origin]
        else {
          bytes.append(document.text[byte])
          continue
        }
        guard origin != last else { continue }
        last = origin
        let isHyphen = content[origin] == UInt8(ascii: "-")
        bytes += isHyphen ? content[origin...].prefix { $0 == content[origin] } : [content[origin]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
