import Diagnostics

/// One heading of the outline.
package struct Heading: Sendable, Hashable {
  /// From 1 to 6, as written.
  package var level: Int
  /// The words, without markup.
  package var text: String
  /// The id that links to it carry: GitHub's algorithm, unique in the document.
  package var anchor: String
  package var place: SourcePlace
  /// The index of its node.
  package var node: Int

  package init(level: Int, text: String, anchor: String, place: SourcePlace, node: Int) {
    self.level = level
    self.text = text
    self.anchor = anchor
    self.place = place
    self.node = node
  }
}
