/// The text of a document without markup, for counting words and for search.
///
/// Each block is on a line of its own, and the cells of a row are joined by ` · `. Addresses, raw HTML and footnote
/// numbers are left out.
package struct PlainText: Sendable {
  /// The text in UTF-8.
  package private(set) var bytes: [UInt8] = []
  /// The range of each heading of the outline in `bytes`.
  package private(set) var headings: [Range<Int>] = []
  /// The range of each table in `bytes`.
  package private(set) var tables: [Range<Int>] = []
  /// Line feeds that are written when more text follows, so that the text does not end in one and recorded ranges
  /// stay valid.
  private var owedLineFeeds = 0

  /// Makes an empty text.
  package init() {}

  /// Makes the text of a document; O(n).
  init(_ document: MarkdownDocument) {
    bytes.reserveCapacity(document.text.count + 64)
    var outline = document.outline[...]
    var openHeading: (end: Int, start: Int)?
    var openTable: (end: Int, start: Int)?
    for (index, node) in document.nodes.enumerated() {
      if let heading = openHeading, index >= heading.end {
        headings.append(heading.start..<bytes.count)
        openHeading = nil
      }
      if let table = openTable, index >= table.end {
        tables.append(table.start..<bytes.count)
        openTable = nil
      }
      switch node.kind {
      case .paragraph, .heading, .calloutTitle, .codeBlock, .tableRow, .tableHead, .embed,
        .component:
        startLine()
        if node.kind == .codeBlock {
          append(document.text[node.text].dropFirst(Int(node.value)))
        }
        if node.kind == .component { append(Self.values(in: document.text[node.text])[...]) }
        if outline.first?.node == index {
          outline.removeFirst()
          openHeading = (node.end, bytes.count)
        }
      case .table: openTable = (node.end, bytes.count)
      case .cell:
        if node.value > 0 { append(Self.cellSeparator[...]) }
      case .text, .code: append(document.text[node.text])
      case .htmlBlock: if node.end > index + 1 { startLine() }
      case .htmlText: appendHTML(Self.words(of: node, document.text, document.references))
      case .htmlTag: if node.flags.contains(.separates) { appendHTML(Self.space[...]) }
      case .softBreak, .lineBreak, .wikiLink, .image:
        append(Self.words(of: node, document.text, document.references))
      default: break
      }
    }
    if let openHeading { headings.append(openHeading.start..<bytes.count) }
    if let openTable { tables.append(openTable.start..<bytes.count) }
  }

  /// The text as a string.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The lines of a component's YAML without the marks of lists and the keys.
  private static func values(in yaml: ArraySlice<UInt8>) -> [UInt8] {
    var words: [UInt8] = []
    for line in yaml.split(separator: UInt8(ascii: "\n")) {
      var rest = line.drop { $0.isASCIISpace || $0 == UInt8(ascii: "-") }
      let key = rest.prefix { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }
      if !key.isEmpty, rest.dropFirst(key.count).first == UInt8(ascii: ":") {
        rest = rest.dropFirst(key.count + 1).drop(while: \.isASCIISpace)
      }
      let isSign = rest.count == 1 && !rest.allSatisfy(\.isASCIIAlphanumeric)
      let text = rest.filter { $0 != UInt8(ascii: "\"") }
      if text.isEmpty || isSign { continue }
      words += text
      words.append(UInt8(ascii: "\n"))
    }
    return words
  }

  private mutating func startLine() {
    if owedLineFeeds == 0, !bytes.isEmpty { owedLineFeeds = 1 }
  }

  /// Appends text, but keeps the line feeds at its end back.
  private mutating func append(_ words: ArraySlice<UInt8>) {
    var end = words.endIndex
    while end > words.startIndex, words[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > words.startIndex {
      while owedLineFeeds > 0 {
        bytes.append(UInt8(ascii: "\n"))
        owedLineFeeds -= 1
      }
      bytes.append(contentsOf: words[..<end])
    }
    owedLineFeeds += words.endIndex - end
  }

  /// Appends the text of HTML, in which white space at the start of a line and after a space has no meaning.
  private mutating func appendHTML(_ words: ArraySlice<UInt8>) {
    let isAfterSpace = owedLineFeeds > 0 || bytes.last.map(\.isASCIISpace) ?? true
    append(isAfterSpace ? words.drop(while: \.isASCIISpace) : words)
  }

  /// Appends the text of one node without its descendants.
  static func append(
    _ node: Node, _ text: [UInt8], _ references: [Reference], to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: words(of: node, text, references))
  }

  private static let space = [UInt8(ascii: " ")]
  private static let cellSeparator = Array(" · ".utf8)

  private static func words(
    of node: Node, _ text: [UInt8], _ references: [Reference]
  ) -> ArraySlice<UInt8> {
    switch node.kind {
    case .text, .code: text[node.text]
    case .softBreak, .lineBreak: space[...]
    case .htmlText: Array(HTMLReferences.decoded(text[node.text]).utf8)[...]
    case .htmlTag where node.flags.contains(.separates): space[...]
    case .wikiLink: Array(words(of: references[Int(node.value)]).utf8)[...]
    case .image where references[Int(node.value)].isFileName:
      Array((references[Int(node.value)].label ?? "").utf8)[...]
    default: []
    }
  }

  /// The text of a wiki link before its target's title is known.
  static func words(of reference: Reference) -> String {
    if let label = reference.label { return label }
    if reference.target.isEmpty { return reference.fragment ?? "" }
    guard let slash = reference.target.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return reference.target
    }
    return String(reference.target[reference.target.utf8.index(after: slash)...])
  }

  /// The text of the inlines in `range`.
  static func words(_ document: MarkdownDocument, _ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    for node in document.nodes[range] {
      append(node, document.text, document.references, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension MarkdownDocument {
  /// The text without markup; O(n) for each call.
  package var plainText: PlainText { PlainText(self) }
}
