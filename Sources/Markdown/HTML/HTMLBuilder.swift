import Text

/// Collects the bytes and holes of a fragment.
///
/// Everything that came from an author goes through `text` or `attribute`; `raw` takes literals only,
/// so that nothing unescaped can slip through.
package struct HTMLBuilder: Sendable {
  package private(set) var fragment = HTMLFragment()

  package init() {}

  package var count: Int { fragment.bytes.count }

  package mutating func reserveCapacity(_ count: Int) { fragment.bytes.reserveCapacity(count) }

  /// Markup as it stands in the program.
  package mutating func raw(_ markup: StaticString) {
    fragment.bytes.append(
      contentsOf: UnsafeBufferPointer(
        start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// A number in decimal digits.
  package mutating func number(_ value: Int) { fragment.bytes.append(contentsOf: "\(value)".utf8) }

  /// Text, escaped so that it stands in an element or in a double-quoted attribute.
  package mutating func text(_ bytes: some Collection<UInt8>) {
    HTMLEscaping.append(bytes, to: &fragment.bytes)
  }

  package mutating func text(_ text: String) { self.text(text.utf8) }

  /// An address, with what no address may hold as `%XX`.
  package mutating func url(_ text: String) {
    HTMLEscaping.appendURL(text.utf8, to: &fragment.bytes)
  }

  /// An attribute with a leading space and an escaped value.
  package mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  /// An attribute whose value is an id of this document, or a reference to one.
  package mutating func idAttribute(_ name: StaticString, _ id: String, prefix: StaticString = "") {
    raw(" ")
    raw(name)
    raw("=\"")
    raw(prefix)
    hole(.id(id))
    raw("\"")
  }

  /// What the author wrote as HTML, where that is allowed.
  mutating func verbatim(_ bytes: some Collection<UInt8>) {
    fragment.bytes.append(contentsOf: bytes)
  }

  package mutating func hole(_ kind: Hole.Kind) {
    fragment.holes.append(Hole(offset: fragment.bytes.count, kind: kind))
  }

  /// Text in which terms may be linked: the hole and the escaped bytes after it.
  package mutating func linkableText(_ bytes: some Collection<UInt8>) {
    let index = fragment.holes.count
    hole(.text(length: 0))
    let start = fragment.bytes.count
    text(bytes)
    fragment.holes[index].kind = .text(length: fragment.bytes.count - start)
  }

  /// Begins a new line unless one has just begun.
  package mutating func lineStart() {
    if let last = fragment.bytes.last, last != UInt8(ascii: "\n") { raw("\n") }
  }

  package mutating func add(_ section: HTMLFragment.Section) { fragment.sections.append(section) }

  package mutating func add(_ row: HTMLFragment.Row) { fragment.rows.append(row) }

  /// Says where the tails of the rows from `index` on lie, now that the table is closed.
  mutating func setTail(_ tail: Range<Int>, ofRowsFrom index: Int) {
    for row in index..<fragment.rows.count { fragment.rows[row].tail = tail }
  }

  mutating func setFootnotes(_ range: Range<Int>) { fragment.footnotes = range }
}
