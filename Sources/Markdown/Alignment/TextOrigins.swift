/// The aligned texts of a document, to find where any of its words came from.
struct TextOrigins {
  /// In document order, which is also the order of their literals.
  private var texts: [AlignedText] = []

  mutating func add(_ text: AlignedText) { texts.append(text) }

  /// The aligned text that holds a byte of the document's text; O(log n).
  func text(ofByte byte: Int) -> AlignedText? {
    var low = 0
    var high = texts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if texts[middle].base <= byte { low = middle } else { high = middle }
    }
    guard low < high, texts[low].base <= byte,
      byte < texts[low].base + texts[low].origins.count
    else { return nil }
    return texts[low]
  }
}
