/// The words of a document without its markup.
enum PlainText {
  /// Appends what one node itself says; not its descendants'.
  static func append(_ node: Node, _ document: MarkdownDocument, to bytes: inout [UInt8]) {
    switch node.kind {
    case .text, .code: bytes.append(contentsOf: document.text[node.text])
    case .softBreak, .lineBreak: bytes.append(UInt8(ascii: " "))
    case .wikiLink: bytes.append(contentsOf: words(of: document.references[Int(node.value)]).utf8)
    default: break
    }
  }

  /// What stands for a wiki link until its target's title is known.
  static func words(of reference: Reference) -> String {
    if let label = reference.label { return label }
    if reference.target.isEmpty { return reference.fragment ?? "" }
    guard let slash = reference.target.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return reference.target
    }
    return String(reference.target[reference.target.utf8.index(after: slash)...])
  }

  /// The words of the nodes in `range`, which are inlines.
  static func words(_ document: MarkdownDocument, _ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    for node in document.nodes[range] { append(node, document, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension MarkdownDocument {
  /// The words of the text for counting, search and descriptions.
  ///
  /// Blocks stand on lines of their own, the cells of a row are joined by ` · `; addresses, raw HTML and
  /// numbers of notes are left out. O(n).
  package var plainText: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 64)
    for node in nodes {
      switch node.kind {
      case .paragraph, .heading, .codeBlock, .tableRow, .tableHead, .embed:
        if !bytes.isEmpty, bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        if node.kind == .codeBlock {
          bytes.append(contentsOf: text[node.text].dropFirst(Int(node.value)))
        }
      case .cell:
        if node.value > 0 { bytes.append(contentsOf: " · ".utf8) }
      default: PlainText.append(node, self, to: &bytes)
      }
    }
    while let last = bytes.last, last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
