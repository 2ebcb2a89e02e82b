import Diagnostics

/// One node of a parsed document.
///
/// Nodes lie in one array in preorder: the descendants of `nodes[i]` are `nodes[i + 1..<nodes[i].end]`.
/// A node owns no memory, so that a page of a thousand nodes is one allocation.
package struct Node: Sendable, Hashable {
  /// The kind of a node; blocks come first, then inlines.
  package enum Kind: UInt8, Sendable {
    // Blocks.
    case document, blockQuote, callout, calloutTitle, bulletList, orderedList, item, task
    case codeBlock, htmlBlock, paragraph, heading, thematicBreak, footnoteDefinition
    case table, tableHead, tableRow, cell
    /// An embed that was a paragraph of its own; `value` is the index of its reference.
    case embed
    /// A component; `value` is its index in `MarkdownDocument.components`, `text` its data.
    case component
    /// The anchor of the block before it; `text` is its id.
    case blockAnchor
    // Inlines.
    case text, softBreak, lineBreak, code, htmlInline
    /// Text in the author's HTML, with character references.
    case htmlText
    /// A tag in the author's HTML; `value` is its index in `MarkdownDocument.tags`.
    case htmlTag
    case emphasis, strong, strikethrough
    /// The ends of highlighted text, `==text==`, which are siblings.
    case markStart, markEnd
    /// The ends of a note within a text, until it is moved to the other notes.
    case noteStart, noteEnd
    /// `value` is the index of the reference.
    case link, image, wikiLink
    /// `value` is the number of the footnote, from 1.
    case footnoteReference
    /// A node that is not shown, such as a callout's marker.
    case void

    /// Whether the node is an inline.
    package var isInline: Bool { rawValue >= Kind.text.rawValue }
  }

  /// Properties of lists, tasks and callouts.
  package struct Flags: OptionSet, Sendable, Hashable {
    /// The bits of the flags.
    package let rawValue: UInt8

    /// Makes a set of flags from their bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A list without blank lines between its items.
    ///
    /// Its paragraphs are written without `<p>`.
    package static let tight = Flags(rawValue: 1)
    /// A task that is done.
    package static let checked = Flags(rawValue: 2)
    /// A list with tasks.
    package static let hasTasks = Flags(rawValue: 4)
    /// The first callout of a pair of a bad and a good example.
    package static let opensPair = Flags(rawValue: 8)
    /// The last callout of such a pair.
    package static let closesPair = Flags(rawValue: 16)
    /// A tag that separates words, because its element does not stand within a line.
    package static let separates = Flags(rawValue: 32)
    /// A callout that the reader can fold.
    package static let folds = Flags(rawValue: 64)
    /// A callout that can be folded and is open at first.
    package static let startsOpen = Flags(rawValue: 128)
  }

  /// The kind of the node.
  package var kind: Kind
  /// The flags that are set.
  package var flags: Flags = []
  /// A number whose meaning depends on the kind: a level, a first number, a column, the index of a reference.
  package var value: Int32
  /// The line that it starts on, from 1; 0 where unknown.
  package var line: Int32

  private var endIndex: Int32
  private var textStart: Int32
  private var textEnd: Int32
  private var sourceStart: Int32 = -1
  private var sourceEnd: Int32 = -1

  /// Makes a node without a source range.
  package init(_ kind: Kind, value: Int = 0, line: Int, end: Int = 0, text: Range<Int> = 0..<0) {
    self.kind = kind
    self.value = Int32(clamping: value)
    self.line = Int32(clamping: line)
    self.endIndex = Int32(clamping: end)
    self.textStart = Int32(clamping: text.lowerBound)
    self.textEnd = Int32(clamping: text.upperBound)
  }

  /// The index after the last descendant.
  package var end: Int {
    get { Int(endIndex) }
    set { endIndex = Int32(clamping: newValue) }
  }

  /// The literal, or the id of a paragraph: a range of `MarkdownDocument.text`.
  package var text: Range<Int> {
    get { Int(textStart)..<Int(textEnd) }
    set {
      textStart = Int32(clamping: newValue.lowerBound)
      textEnd = Int32(clamping: newValue.upperBound)
    }
  }

  /// Its range in the source where that is known, otherwise its line.
  package var place: SourcePlace { source.map { .range($0) } ?? .line(Int(line)) }

  /// The bytes of the source that it was read from, if they could be verified.
  package var source: Range<Int>? {
    get { sourceStart < 0 ? nil : Int(sourceStart)..<Int(sourceEnd) }
    set {
      sourceStart = Int32(clamping: newValue?.lowerBound ?? -1)
      sourceEnd = Int32(clamping: newValue?.upperBound ?? -1)
    }
  }
}
