import Diagnostics

/// One heading of the outline.
package struct Heading: Sendable, Hashable {
  /// The level as written, from 1 to 6.
  package var level: Int
  /// The text without markup.
  package var text: String
  /// The id, made by GitHub's algorithm and unique in the document.
  package var anchor: String
  /// The place of the heading in the source.
  package var place: SourcePlace
  /// The index of its node in `MarkdownDocument.nodes`.
  package var node: Int

  /// Makes a heading from its parts.
  package init(level: Int, text: String, anchor: String, place: SourcePlace, node: Int) {
    self.level = level
    self.text = text
    self.anchor = anchor
    self.place = place
    self.node = node
  }
}
