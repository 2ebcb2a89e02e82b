import Diagnostics

/// One parsed Markdown text: its tree, outline and references.
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
