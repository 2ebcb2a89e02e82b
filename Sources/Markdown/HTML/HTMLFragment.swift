/// HTML with holes that only the site can fill.
///
/// The site copies `bytes` up to each hole, writes what the hole asks for, and goes on: one pass, no
/// search. Holes are sorted by offset; several at one offset are filled in their order.
package struct HTMLFragment: Sendable, Hashable {
  package var bytes: [UInt8] = []
  package var holes: [Hole] = []
  /// What each top-level heading covers: itself and all up to the next heading of its level or above.
  package var sections: [Section] = []
  /// The table rows that can be linked to and embedded on their own.
  package var rows: [Row] = []
  /// The section of notes at the end, where there is one.
  package var footnotes: Range<Int>?

  package init() {}

  package struct Section: Sendable, Hashable {
    package var anchor: String
    package var range: Range<Int>
  }

  /// A row of a table: head, row and tail after each other are a whole table with that one row.
  package struct Row: Sendable, Hashable {
    package var anchor: String
    /// The text of the row's head.
    package var title: String
    package var head: Range<Int>
    package var range: Range<Int>
    package var tail: Range<Int>
  }
}

/// A place in an `HTMLFragment` that the site writes.
package struct Hole: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The whole `<a …>` start tag for `references[i]`; `</a>` is in the bytes.
    case linkStart(Int)
    /// The label of wiki link `references[i]`, which has none of its own: its target's title.
    case linkLabel(Int)
    /// ` src="…"` with a leading space, and what else the site knows of the image.
    case imageSource(Int)
    /// An embed that stands as a block of its own.
    case embed(Int)
    /// The next `length` bytes are escaped text in which terms may be linked.
    case text(length: Int)
    /// Section `outline[i]` begins.
    case sectionStart(Int)
    /// The digits of a heading's level, as written; an embedded body's may be shifted.
    case headingLevel(Int)
    /// An id, or what refers to one of this document; not escaped. The site may put a prefix before it.
    case id(String)
  }

  package var offset: Int
  package var kind: Kind

  package init(offset: Int, kind: Kind) {
    self.offset = offset
    self.kind = kind
  }
}
