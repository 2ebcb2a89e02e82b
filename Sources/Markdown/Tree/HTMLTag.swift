/// A start or end tag in the author's HTML.
package struct HTMLTag: Sendable, Hashable {
  /// A part of a start tag after its name.
  enum Part: Sendable, Hashable {
    /// Bytes of the document's text, written as they are.
    case source(Range<Int>)
    /// A name and a value of bytes of the document's text, which are written in quotation marks.
    case attribute(String, Range<Int>)
    /// The id of the element.
    case id
    /// The address `addresses[i]`, with everything that the site adds to it.
    case link(Int)
    case image(Int)
    /// The address `addresses[i]` alone.
    case address(Int)
    /// Literal bytes.
    case literal(String)
  }

  /// An address in a tag, which becomes a reference of the document.
  struct Address: Sendable, Hashable {
    var reference: Reference
    /// The index of the reference in the document.
    var index: Int?
  }

  /// The name in lower case.
  var name: String
  var isEnd = false
  /// Whether the tag is written as it is, without balance.
  var isVerbatim = false
  /// The id that the author gives the element; `nil` where another element has it.
  var anchor: String?
  var parts: [Part] = []
  var addresses: [Address] = []
}
