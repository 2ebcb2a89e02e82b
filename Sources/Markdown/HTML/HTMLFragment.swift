/// HTML with placeholders that only the site can fill.
///
/// The site copies `bytes` up to each placeholder and writes its content, in one pass. Placeholders are sorted by
/// offset. Several at one offset are filled in their order.
package struct HTMLFragment: Sendable, Hashable {
  /// The HTML in UTF-8.
  package var bytes: [UInt8] = []
  /// The placeholders, sorted by offset.
  package var placeholders: [Placeholder] = []
  /// The section of each heading: everything in its container up to the next heading of its level or a higher one.
  package var sections: [Section] = []
  /// The table rows that can be linked to and embedded separately.
  package var rows: [Row] = []
  /// The section of footnotes at the end, if there is one.
  package var footnotes: Range<Int>?

  /// Makes an empty fragment.
  package init() {}

  /// A heading with the text under it.
  package struct Section: Sendable, Hashable {
    /// The id of the heading.
    package var anchor: String
    /// The bytes of the section.
    package var range: Range<Int>
  }

  /// A row of a table.
  ///
  /// The bytes of head, row and tail together are a table with that one row.
  package struct Row: Sendable, Hashable {
    /// The id of the row.
    package var anchor: String
    /// The text of the row's key cell.
    package var title: String
    /// The bytes from the start of the table to its first row.
    package var head: Range<Int>
    /// The bytes of the row.
    package var range: Range<Int>
    /// The bytes from the last row to the end of the table.
    package var tail: Range<Int>
  }
}

/// A position in an `HTMLFragment` at which the site writes.
package struct Placeholder: Sendable, Hashable {
  /// The content that the site writes at a placeholder.
  package enum Kind: Sendable, Hashable {
    /// The start tag `<a …>` of `references[i]`. `</a>` is in the bytes.
    case linkStart(Int)
    /// The attributes of a link in the author's HTML to `references[i]`, with a leading space.
    case linkAttributes(Int)
    /// The address of `references[i]`, or the address as written where it is broken.
    case address(Int)
    /// The title of the target of `references[i]`, a wiki link without a label.
    case linkLabel(Int)
    /// ` src="…"` with a leading space, and other attributes of the image that the site knows.
    case imageSource(Int)
    /// The start tag of an element around the image `references[i]`, if the site has one.
    case pictureStart(Int)
    /// The end tag of that element.
    case pictureEnd(Int)
    /// An embedded page, as a block of its own.
    case embed(Int)
    /// A component: the output of its template.
    case component(Int)
    /// The next `length` bytes are escaped text in which terms may be linked.
    case text(length: Int)
    /// The start of the section `outline[i]`.
    case sectionStart(Int)
    /// The digits of a heading's level as written. The site shifts levels of embedded pages.
    case headingLevel(Int)
    /// An id of this document, or a reference to one, not escaped. The site may add a prefix.
    case id(String)
  }

  /// The offset in the fragment's bytes.
  package var offset: Int
  /// The content that the site writes there.
  package var kind: Kind

  /// Makes a placeholder at an offset.
  package init(offset: Int, kind: Kind) {
    self.offset = offset
    self.kind = kind
  }
}
