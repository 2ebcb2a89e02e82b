/// The ways in which a Markdown text refers to something elsewhere.
package enum LinkKind: String, Sendable {
  /// `[text](address)` and bare addresses.
  case link
  /// `![alternative text](address)`.
  case image
  /// `[[target]]`.
  case wikiLink
  /// `![[target]]` in a paragraph of its own.
  case embed
}
