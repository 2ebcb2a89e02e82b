import Text

/// The aligned texts of a document, searched by offset in the document's text.
struct TextOrigins {
  /// The texts in document order, which is also the order of their literals.
  private var texts: [AlignedText] = []

  mutating func add(_ text: AlignedText) { texts.append(text) }

  /// The aligned text that contains a byte of the document's text; O(log n).
  func text(ofByte byte: Int) -> AlignedText? {
    let next = texts.partitioningIndex { $0.base > byte }
    guard next > 0, byte < texts[next - 1].base + texts[next - 1].origins.count else { return nil }
    return texts[next - 1]
  }
}
