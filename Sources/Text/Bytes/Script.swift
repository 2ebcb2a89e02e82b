/// Finds the ends of words that bytes alone do not show: at white space beyond ASCII, and in scripts without spaces.
package enum Script {
  /// The ways in which scripts mark the ends of words.
  private enum Spacing: Equatable {
    /// By spaces or punctuation.
    case spaced
    /// Not at all: Han, Hiragana, Thai, Lao, Khmer, Myanmar. A word may end at any character.
    case unspaced
    /// By a change of script: Katakana.
    case katakana
  }

  private static func spacing(of scalar: Unicode.Scalar) -> Spacing {
    switch scalar.value {
    case 0x30A1...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: .katakana
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3041...0x309F,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      .unspaced
    default: .spaced
    }
  }

  /// The length in bytes of the white space that starts at an offset; 0 where there is none.
  package static func spaces(in bytes: borrowing Span<UInt8>, at start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      let length = spaceLength(in: bytes, at: index, to: end)
      if length == 0 { break }
      index += length
    }
    return index - start
  }

  private static func spaceLength(
    in bytes: borrowing Span<UInt8>, at index: Int, to end: Int
  ) -> Int {
    let byte = bytes[index]
    if byte == 0x20 || (0x09...0x0D).contains(byte) { return 1 }
    guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 else { return 0 }
    let (scalar, length) = scalar(in: bytes, at: index, to: end)
    return scalar.properties.isWhitespace ? length : 0
  }

  /// Whether a text may have ends of words that are no ends of runs of letters, digits and bytes beyond ASCII.
  package static func holdsHiddenBoundaries(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    if !holdsLeadByte(bytes.extracting(range)) { return false }
    for index in range {
      switch bytes[index] {
      case 0..<0xC2: continue
      case 0xC2, 0xE2:
        if spaceLength(in: bytes, at: index, to: range.upperBound) > 0 { return true }
      case 0xE0, 0xE1, 0xE3...0xE9, 0xEF...0xF4: return true
      default: continue
      }
    }
    return false
  }

  /// Whether one of the bytes begins a character beyond ASCII.
  ///
  /// The loop has no early exit, so that it is vectorized: most texts have none.
  private static func holdsLeadByte(_ bytes: Span<UInt8>) -> Bool {
    var found: UInt8 = 0
    var offset = 0
    while offset < bytes.count {
      found |= bytes[offset] >= 0xC2 ? 1 : 0
      offset &+= 1
    }
    return found != 0
  }

  /// Calls `body` with the offset of each character at which a word may begin.
  package static func forEachStart(
    in bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ body: (Int) -> Void
  ) {
    var index = range.lowerBound
    var before: Unicode.Scalar = " "
    while index < range.upperBound {
      let (scalar, length) = scalar(in: bytes, at: index, to: range.upperBound)
      if isOfWord(scalar), !isOfWord(before) || divides(before, scalar) { body(index) }
      before = scalar
      index += length
    }
  }

  /// Whether a word may end at an offset, at which a character starts.
  package static func isBoundary(
    in bytes: borrowing Span<UInt8>, at index: Int, to end: Int
  ) -> Bool {
    var start = index - 1
    while start > 0, index - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let before = scalar(in: bytes, at: start, to: index).scalar
    let after = scalar(in: bytes, at: index, to: end).scalar
    return !isOfWord(after) || divides(before, after)
  }

  /// Whether a character belongs to words: all beyond ASCII do, but white space.
  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? UInt8(truncatingIfNeeded: scalar.value).isASCIIAlphanumeric
      : !scalar.properties.isWhitespace
  }

  private static func divides(_ before: Unicode.Scalar, _ after: Unicode.Scalar) -> Bool {
    let (left, right) = (spacing(of: before), spacing(of: after))
    if left == .spaced, right == .spaced { return isPunctuation(before) || isPunctuation(after) }
    return left != .katakana || right != .katakana
  }

  /// Whether a character is punctuation of East Asia, such as `。` and `「`.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    (0x3001...0x303F).contains(scalar.value) || (0xFF00...0xFF20).contains(scalar.value)
  }

  /// The character that starts at an offset of valid UTF-8, and its length in bytes.
  private static func scalar(
    in bytes: borrowing Span<UInt8>, at index: Int, to end: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = bytes[index]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    if length == 1 { return (Unicode.Scalar(lead), 1) }
    guard index + length <= end else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
