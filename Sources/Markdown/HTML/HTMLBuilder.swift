import Text

/// Builds a fragment of HTML with placeholders.
///
/// Text of authors is escaped by `text` and `attribute`. `raw` accepts literals only, so that no unescaped text can be
/// written by mistake.
package struct HTMLBuilder: Sendable {
  /// The fragment so far.
  package private(set) var fragment = HTMLFragment()

  /// Makes an empty builder.
  package init() {}

  /// The number of bytes so far.
  package var count: Int { fragment.bytes.count }

  /// Reserves memory for a number of bytes.
  package mutating func reserveCapacity(_ count: Int) { fragment.bytes.reserveCapacity(count) }

  /// Appends literal markup.
  package mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { fragment.bytes.append(contentsOf: $0) }
  }

  /// Appends a number in decimal digits.
  package mutating func number(_ value: Int) { fragment.bytes.append(contentsOf: "\(value)".utf8) }

  /// Appends a range of a text's bytes, escaped.
  mutating func text(_ bytes: [UInt8], _ range: Range<Int>) {
    HTMLEscaping.append(bytes.span.extracting(range), to: &fragment.bytes)
  }

  /// Appends text, escaped for an element or a double-quoted attribute.
  package mutating func text(_ text: String) {
    HTMLEscaping.append(text, to: &fragment.bytes)
  }

  /// Appends an address, with `%XX` for bytes that no address may hold.
  package mutating func url(_ text: String) {
    HTMLEscaping.appendURL(text, to: &fragment.bytes)
  }

  /// Appends an attribute with a leading space and an escaped value.
  package mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  /// Appends an attribute whose value is an id of this document, or a reference to one.
  package mutating func idAttribute(_ name: StaticString, _ id: String, prefix: StaticString = "") {
    raw(" ")
    raw(name)
    raw("=\"")
    raw(prefix)
    placeholder(.id(id))
    raw("\"")
  }

  /// Appends raw HTML of the author, where the site allows it.
  mutating func verbatim(_ bytes: [UInt8], _ range: Range<Int>) {
    fragment.bytes.append(bytes.span.extracting(range))
  }

  /// Appends the text of the author's HTML: character references stay, and what would begin a tag or end a value is
  /// escaped.
  mutating func htmlText(_ bytes: [UInt8], _ range: Range<Int>, isLinkable: Bool) {
    if isLinkable, !range.isEmpty {
      return linkable { $0.htmlText(bytes, range, isLinkable: false) }
    }
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "\""): raw("&quot;")
      default: fragment.bytes.append(bytes[index])
      }
    }
  }

  /// Appends the name of an element or attribute, which comes from a list of ours.
  mutating func name(_ name: String) { literal(name) }

  /// Appends markup that is made of literals, numbers and letters.
  mutating func literal(_ markup: String) { fragment.bytes.append(contentsOf: markup.utf8) }

  /// Adds a placeholder.
  package mutating func placeholder(_ kind: Placeholder.Kind) {
    fragment.placeholders.append(Placeholder(offset: fragment.bytes.count, kind: kind))
  }

  /// Appends text in which terms may be linked: a placeholder, and the escaped bytes after it.
  package mutating func linkableText(_ text: String) { linkable { $0.text(text) } }

  mutating func linkableText(_ bytes: [UInt8], _ range: Range<Int>) {
    linkable { $0.text(bytes, range) }
  }

  /// Appends a line end to text in which terms may be linked, so that a term may continue on the next line.
  mutating func linkableLineEnd() {
    if openText == nil { raw("\n") } else { linkable { $0.raw("\n") } }
  }

  /// The index of the placeholder of the text that ends here; `nil` after anything else.
  private var openText: Int? {
    guard case .text(let length)? = fragment.placeholders.last?.kind,
      let last = fragment.placeholders.last, last.offset + length == fragment.bytes.count
    else { return nil }
    return fragment.placeholders.count - 1
  }

  private mutating func linkable(_ write: (inout HTMLBuilder) -> Void) {
    if let open = openText {
      write(&self)
      let start = fragment.placeholders[open].offset
      fragment.placeholders[open].kind = .text(length: fragment.bytes.count - start)
      return
    }
    let index = fragment.placeholders.count
    placeholder(.text(length: 0))
    let start = fragment.bytes.count
    write(&self)
    fragment.placeholders[index].kind = .text(length: fragment.bytes.count - start)
  }

  /// Begins a new line unless the fragment is at the start of one.
  package mutating func lineStart() {
    if let last = fragment.bytes.last, last != UInt8(ascii: "\n") { raw("\n") }
  }

  /// Adds a section to the fragment's list.
  package mutating func add(_ section: HTMLFragment.Section) { fragment.sections.append(section) }

  /// Adds a row to the fragment's list.
  package mutating func add(_ row: HTMLFragment.Row) { fragment.rows.append(row) }

  /// Sets the tail of the rows from `index` on, when their table is closed.
  mutating func setTail(_ tail: Range<Int>, ofRowsFrom index: Int) {
    for row in index..<fragment.rows.count { fragment.rows[row].tail = tail }
  }

  mutating func setFootnotes(_ range: Range<Int>) { fragment.footnotes = range }
}
