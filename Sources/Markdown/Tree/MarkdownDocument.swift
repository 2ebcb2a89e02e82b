import Diagnostics

/// One parsed Markdown text: its tree, outline and references.
package struct MarkdownDocument: Sendable {
  /// The source that the document was parsed from.
  package let source: SourceText
  /// The options that the document was parsed with.
  package let options: MarkdownOptions
  /// The tree in preorder.
  ///
  /// The first node is the document.
  package internal(set) var nodes: [Node] = []
  /// The literals of all nodes, concatenated.
  package internal(set) var text: [UInt8] = []
  /// The headings in document order.
  package internal(set) var outline: [Heading] = []
  /// Every link, wiki link, image and embed in document order; those of notes within texts are the last.
  package internal(set) var references: [Reference] = []
  /// The tags in the author's HTML, in document order.
  package internal(set) var tags: [HTMLTag] = []
  /// The components, in document order.
  package internal(set) var components: [ComponentBlock] = []
  /// The range of the address in each link definition, `[name]: address`.
  package internal(set) var linkDefinitions: [Range<Int>] = []
  /// The errors and warnings of parsing and of the checks.
  package internal(set) var diagnostics: [Diagnostic] = []
  /// The suppressions in comments, in document order.
  package internal(set) var suppressions: [Suppression] = []
  /// Whether the input exceeds a bound of the parser, so that there is no text.
  package internal(set) var isUnreadable = false
  /// The ids that headings have taken.
  var anchors = AnchorSet()
  /// The labels of footnotes, by number from 1.
  var footnoteLabels: [String] = []

  init(source: SourceText, options: MarkdownOptions) {
    self.source = source
    self.options = options
  }

  /// The literal of a node as a string.
  package func literal(_ node: Node) -> String {
    String(decoding: text[node.text], as: UTF8.self)
  }

  /// The location of a node: its range where that is known, otherwise its line.
  package func location(of node: Node) -> Location {
    node.source == nil && node.line == 0 ? source.location : source.location(at: node.place)
  }

  /// Whether `report` still adds diagnostics.
  var takesDiagnostics: Bool { diagnostics.count < 500 }

  /// Adds a diagnostic.
  ///
  /// After 500 diagnostics, further ones are dropped.
  mutating func report(_ diagnostic: Diagnostic) {
    if takesDiagnostics { diagnostics.append(diagnostic) }
  }
}
