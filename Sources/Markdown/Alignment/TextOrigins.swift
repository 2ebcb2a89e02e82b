import Text

/// The aligned texts of a document, searched by offset in the document's text.
struct TextOrigins {
  /// The texts in document order, which is also the order of their literals.
  private var texts: [AlignedText] = []
  /// Those whose literals were written anew behind all others, in the same order.
  private var rewritten: [AlignedText] = []

  mutating func add(_ text: AlignedText, isRewritten: Bool) {
    // Without literals there is no byte to be found.
    guard !text.origins.isEmpty else { return }
    if isRewritten { rewritten.append(text) } else { texts.append(text) }
  }

  /// The aligned text that contains a byte of the document's text; O(log n).
  func text(ofByte byte: Int) -> AlignedText? {
    let texts = rewritten.first.map { $0.base <= byte } == true ? rewritten : texts
    let next = texts.partitioningIndex { $0.base > byte }
    guard next > 0, byte < texts[next - 1].base + texts[next - 1].origins.count else { return nil }
    return texts[next - 1]
  }
}
