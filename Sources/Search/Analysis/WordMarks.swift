import Text

/// The signs around words that have a meaning: connectors between parts, and those of `C++`, `C#` and `.NET`.
enum WordMarks {
  /// Whether an ASCII word needs no look at the signs around it.
  @inline(__always)
  static func standsAlone(_ word: Range<Int>, in text: Span<UInt8>) -> Bool {
    if word.lowerBound > 0, text[word.lowerBound - 1] == UInt8(ascii: ".") { return false }
    guard word.upperBound < text.count else { return true }
    let next = text[word.upperBound]
    return next != UInt8(ascii: "'") && next != UInt8(ascii: "+") && next != UInt8(ascii: "#")
  }

  /// Whether only a connector parts a word from the one that ends at `end`: `non-technical`, `Node.js`, `401(k)`.
  @inline(__always)
  static func joins(_ end: Int?, _ start: Int, in text: Span<UInt8>) -> Bool {
    guard let end, start > end else { return false }
    if start == end + 1 { return isConnector(Unicode.Scalar(text[end])) }
    // Accents and invisible characters do not count, so there may be more bytes.
    return start - end <= 16 && text[start - 1] >= 0x80 && joinsUnseen(end..<start, in: text)
      || start - end <= 16 && text[end] >= 0x80 && joinsUnseen(end..<start, in: text)
  }

  private static func joinsUnseen(_ gap: Range<Int>, in text: Span<UInt8>) -> Bool {
    var index = gap.lowerBound
    var count = 0
    while index < gap.upperBound {
      let scalar = scalar(of: text, &index)
      if Folding.isDropped(scalar) { continue }
      guard isConnector(scalar) else { return false }
      count += 1
    }
    return count == 1
  }

  private static func isConnector(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", ".", "/", "(", "&", "\u{2010}", "\u{2011}": true
    default: false
    }
  }

  /// Whether a word begins with a dot that nothing but a space or bracket precedes: `.NET`.
  static func hasDot(before start: Int, in text: Span<UInt8>) -> Bool {
    guard start > 0, text[start - 1] == UInt8(ascii: ".") else { return false }
    return start == 1 || " \n\t(".utf8.contains(text[start - 2])
  }

  /// The `++` or `#` at the end of the name of a programming language.
  static func sign(at end: Int, in text: Span<UInt8>, wordLength: Int) -> [UInt8] {
    var index = end
    while index < text.count, index < end + 2, text[index] == UInt8(ascii: "+") { index += 1 }
    if index == end, index < text.count, text[index] == UInt8(ascii: "#"), wordLength <= 2 {
      index += 1
    }
    let sign = text.extracting(end..<index)
    guard !sign.isEmpty, sign.count == 2 || sign[0] == UInt8(ascii: "#") else { return [] }
    return isPartOfWord(at: index, in: text) ? [] : [UInt8](sign)
  }

  private static func isPartOfWord(at index: Int, in text: Span<UInt8>) -> Bool {
    guard index < text.count else { return false }
    var index = index
    let scalar = scalar(of: text, &index)
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return scalar == "+" || scalar == "#"
    }
  }

  /// The scalar that starts at a byte of valid UTF-8; moves `index` to the byte after it.
  static func scalar(of text: Span<UInt8>, _ index: inout Int) -> Unicode.Scalar {
    let first = UInt32(text[index])
    if first < 0x80 {
      index += 1
      return Unicode.Scalar(UInt8(first))
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var value = first & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    index += length
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
