/// The text of a page for a book: balanced elements without scripts, controls and comments.
struct BookMarkup: Sendable {
  struct Element: Sendable {
    var name: String
    /// Names and decoded values.
    var attributes: [(name: String, value: String)]

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  enum Piece: Sendable {
    /// Text, decoded.
    case text(String)
    case start(Element)
    case end(String)
    /// An element without content.
    case void(Element)
  }

  private(set) var pieces: [Piece] = []
  /// The ids of the elements, as in the page.
  private(set) var ids: Set<String> = []
  /// The size of the HTML that it was read from, in bytes.
  private(set) var size = 0

  /// Whether there is nothing to read.
  var isEmpty: Bool {
    pieces.allSatisfy { piece in
      if case .text(let text) = piece { text.allSatisfy(\.isWhitespace) } else { false }
    }
  }

  init() {}

  /// Reads the HTML of a page.
  init(_ html: [UInt8]) {
    var reader = BookMarkupReader(html)
    reader.read()
    (pieces, ids, size) = (reader.pieces, reader.ids, html.count)
  }
}
