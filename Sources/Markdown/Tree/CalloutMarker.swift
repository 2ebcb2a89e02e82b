import Text

/// The marker of a callout, `[!WORD]`, `[!WORD]-` or `[!WORD|metadata]+`, at the start of a text.
struct CalloutMarker {
  /// How a callout can be folded.
  enum Folding { case none, closed, open }

  /// The longest marker in bytes.
  private static let limit = 100

  /// The word without the metadata, in the text's offsets.
  let word: Range<Int>
  /// The brackets with everything between them.
  let brackets: Range<Int>
  /// Whether and how it folds.
  let folding: Folding
  /// The offset of the title.
  let end: Int
  /// Whether white space or the end of the text follows the marker.
  let isComplete: Bool

  /// Reads the marker that a text begins with; `nil` where there is none.
  init?(_ text: ArraySlice<UInt8>) {
    let start = text.startIndex
    guard text.starts(with: [UInt8(ascii: "["), UInt8(ascii: "!")]),
      let close = text.prefix(Self.limit).firstIndex(of: UInt8(ascii: "]")),
      !text[(start + 1)..<close].contains(UInt8(ascii: "["))
    else { return nil }
    let inner = text[(start + 2)..<close]
    var name = inner.prefix { $0 != UInt8(ascii: "|") }
    while let first = name.first, first.isASCIISpace { name.removeFirst() }
    while let last = name.last, last.isASCIISpace { name.removeLast() }
    guard name.contains(where: { $0.isASCIILetter || $0 >= 0x80 }) else { return nil }
    word = name.startIndex..<name.endIndex
    brackets = start..<close + 1
    var index = close + 1
    switch index < text.endIndex ? text[index] : 0 {
    case UInt8(ascii: "-"): folding = .closed
    case UInt8(ascii: "+"): folding = .open
    default: folding = .none
    }
    if folding != .none { index += 1 }
    isComplete = index == text.endIndex || text[index].isASCIISpace
    while index < text.endIndex, text[index].isASCIISpace { index += 1 }
    end = index
  }
}
