/// The quotation marks of a language, which smart punctuation makes of `"` and `'`.
package struct QuotationMarks: Sendable, Hashable {
  /// The marks of `"`, with the spaces that the language has inside them.
  private let outer: Pair
  /// The marks of `'`.
  private let inner: Pair

  private struct Pair: Sendable, Hashable {
    let opening: String
    let closing: String
  }

  /// “ ” and ‘ ’, which cmark makes.
  package static let english = QuotationMarks(
    outer: Pair(opening: "“", closing: "”"), inner: Pair(opening: "‘", closing: "’"))

  /// The apostrophe of all languages.
  package static let apostrophe = "’"

  /// Reads the marks that open and close a quotation, then those of a quotation inside it; `nil` unless these are four.
  package init?(_ texts: [String]) {
    guard texts.count == 4 else { return nil }
    outer = Pair(opening: texts[0], closing: texts[1])
    inner = Pair(opening: texts[2], closing: texts[3])
  }

  private init(outer: Pair, inner: Pair) { (self.outer, self.inner) = (outer, inner) }

  /// Chooses the marks of one text, from its start to its end.
  package struct Chooser: Sendable {
    private let marks: QuotationMarks
    private var openOuter = 0
    private var openInner = 0

    /// Begins a text.
    package init(_ marks: QuotationMarks) { self.marks = marks }

    /// The mark for the next `"` or `'` of the text.
    ///
    /// A `'` between letters, or without a quotation to close, is an apostrophe.
    ///
    /// - Parameters:
    ///   - isDouble: Whether it is `"`.
    ///   - opens: Whether it opens a quotation by the white space and punctuation around it.
    ///   - before: The character before it; `nil` at the start of the text.
    ///   - after: The character behind it; `nil` at the end of the text.
    /// - Returns: The mark, with the spaces that the language has inside it.
    package mutating func mark(
      isDouble: Bool, opens: Bool, before: Unicode.Scalar?, after: Unicode.Scalar?
    ) -> String {
      let isOpen = isDouble ? openOuter > 0 : openInner > 0
      let pair = isDouble ? marks.outer : marks.inner
      let opens =
        marks != .english && Self.isUnspaced(before, after, isDouble: isDouble) ? !isOpen : opens
      if !isDouble, !opens, !isOpen || before?.isOfWord == true && after?.isOfWord == true {
        return QuotationMarks.apostrophe
      }
      if isDouble {
        openOuter += opens ? 1 : isOpen ? -1 : 0
      } else {
        openInner += opens ? 1 : -1
      }
      return opens ? pair.opening : pair.closing
    }

    /// Whether a mark stands in Japanese or Chinese without a space beside it, so that every second one closes.
    ///
    /// cmark knows of no such text, so in English it stays as cmark has it.
    private static func isUnspaced(
      _ before: Unicode.Scalar?, _ after: Unicode.Scalar?, isDouble: Bool
    ) -> Bool {
      guard let before, let after, !before.properties.isWhitespace, !after.properties.isWhitespace
      else { return false }
      return after.isUnspaced || isDouble && before.isUnspaced
    }
  }
}

extension Unicode.Scalar {
  /// Whether the character belongs to a word with apostrophes.
  fileprivate var isOfWord: Bool {
    !isUnspaced && (properties.isAlphabetic || properties.numericType != nil)
  }

  /// Whether the character is of a script without spaces between words, or of its punctuation.
  fileprivate var isUnspaced: Bool {
    switch value {
    case 0x3000...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF00...0xFFEF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
