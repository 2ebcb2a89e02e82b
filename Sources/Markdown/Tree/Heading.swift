import Diagnostics

/// One heading of the outline.
package struct Heading: Sendable, Hashable {
  /// The level at which the page shows it, from 1 to 6.
  package var level: Int
  /// The level as written, which is less where the page lowers the heading below its title.
  package let writtenLevel: Int
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
    writtenLevel = level
    self.text = text
    self.anchor = anchor
    self.place = place
    self.node = node
  }
}
