import CCMarkGFM
import Diagnostics

/// One parsed Markdown text: its tree, outline and references.
///
/// From bytes to value in these steps:
/// 1. `InputBounds` refuses what would take cmark-gfm too long, or too much memory or stack.
/// 2. `CMark` parses the rest; `TreeBuilder` copies cmark's tree into one flat array.
/// 3. For each block that holds links, `InlineAligner` reads the block's source again along the tree, so
///    that every range is one that was verified; `WikiLinkPass` then finds `[[…]]`.
/// 4. `PairPass` joins examples to pairs.
/// 5. `HTMLWriter` turns the tree into a fragment, when somebody asks.
package struct MarkdownDocument: Sendable {
  package let source: SourceText
  package let options: MarkdownOptions
  /// The tree in preorder; the first node is the document.
  package internal(set) var nodes: [Node] = []
  /// The literals of all nodes, one after the other.
  package internal(set) var text: [UInt8] = []
  package internal(set) var outline: [Heading] = []
  /// Every link, wiki link, image and embed in document order.
  package internal(set) var references: [Reference] = []
  /// The bytes of each address that a line such as `[name]: address` gives to links.
  package internal(set) var linkDefinitions: [Range<Int>] = []
  package internal(set) var diagnostics: [Diagnostic] = []
  /// What comments allow, in the order of the text.
  package internal(set) var allowances: [Allowance] = []
  /// The ids that headings have taken.
  var anchors = AnchorSet()
  /// The labels of footnotes, by number from 1.
  var footnoteLabels: [String] = []

  init(source: SourceText, options: MarkdownOptions) {
    self.source = source
    self.options = options
  }

  /// Parses the bytes `body` of a source; all ranges and lines are those of the whole source.
  ///
  /// Never fails: what cannot be parsed is in `diagnostics`, and the document is then empty.
  package static func parse(
    _ source: SourceText, body: Range<Int>, options: MarkdownOptions = MarkdownOptions()
  ) -> MarkdownDocument {
    let body = body.clamped(to: 0..<source.bytes.count)
    var document = MarkdownDocument(source: source, options: options)
    let (bounds, faults) = InputBounds.check(source, body: body)
    document.diagnostics = faults
    if faults.isEmpty {
      let parsed = source.bytes.withUnsafeBufferPointer { bytes in
        CMark.shared.withTree(
          of: UnsafeBufferPointer(rebasing: bytes[body]), options: options,
          holdsTilde: bounds.holdsTilde, footnotes: bounds.allowsFootnotes
        ) { root in
          var builder = TreeBuilder(
            document: document, body: body, bytes: bytes, bounds: bounds)
          builder.build(root)
          return builder.document
        }
      }
      if let parsed { document = parsed }
    }
    if document.nodes.isEmpty {
      document.nodes = [Node(.document, line: source.lines.line(at: body.lowerBound), end: 1)]
    }
    return document
  }

  /// Parses a whole source.
  package static func parse(
    _ source: SourceText, options: MarkdownOptions = MarkdownOptions()
  ) -> MarkdownDocument {
    parse(source, body: 0..<source.bytes.count, options: options)
  }

  /// The literal of a node.
  package func literal(_ node: Node) -> String {
    String(decoding: text[node.text], as: UTF8.self)
  }

  /// Where a node stands: its range where that is known, else its line.
  package func location(of node: Node) -> Location {
    node.source == nil && node.line == 0 ? source.location : source.location(at: node.place)
  }

  /// Whether there is room for another diagnostic.
  var takesDiagnostics: Bool { diagnostics.count < 500 }

  /// Adds a diagnostic; after some hundreds the author has enough to do, and the rest is dropped.
  mutating func report(_ diagnostic: Diagnostic) {
    if takesDiagnostics { diagnostics.append(diagnostic) }
  }
}
