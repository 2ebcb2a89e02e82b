import Text

/// Finds the words of a text, folded to the form in which they are compared.
///
/// A word is a letter or digit and the letters, digits and combining marks that follow it. It may contain single
/// apostrophes, which are dropped, as is a final `'s` (`don't` becomes `dont`). In Chinese, Japanese and Korean, which
/// have no spaces, each pair of adjacent characters is a word. The browser's client splits texts in the same way.
struct WordScanner {
  /// The maximum length of a word in bytes.
  ///
  /// Longer ones are skipped.
  static let lengthLimit = 64

  private var word: [UInt8] = []
  /// The latest word of ASCII letters and digits, in lower case.
  private var folded: [UInt8] = []
  private var holdsIdeographs = false
  private var apostrophe = false
  /// Whether the last character of the text belongs to its last word.
  private(set) var endsInWord = false

  /// The words of a text.
  mutating func words(of text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    scan(text) { word, _ in words.append([UInt8](word)) }
    return words
  }

  /// Calls `emit` with each word of the text and its hash in a `WordTable`.
  mutating func scan(_ text: String, emit: (Span<UInt8>, UInt32) -> Void) {
    var text = text
    text.withUTF8 { scan($0.span, emit) }
  }

  private mutating func scan(_ text: Span<UInt8>, _ emit: (Span<UInt8>, UInt32) -> Void) {
    func emitOther(_ word: Span<UInt8>) { emit(word, WordTable.hash(word)) }
    var position = 0
    var endsInPlainWord = false
    WordBoundaries.forEachWord(in: text, 0..<text.count) { start, end in
      if !word.isEmpty { passGap(text.extracting(position..<start), emitOther) }
      position = end
      let isWhole = end == text.count || text[end] != UInt8(ascii: "'")
      if isWhole, word.isEmpty, pass(plain: text.extracting(start..<end), emit) {
        endsInPlainWord = end == text.count
      } else {
        take(text.extracting(start..<end), emitOther)
      }
    }
    if !word.isEmpty { passGap(text.extracting(position...), emitOther) }
    endsInWord = endsInPlainWord || !word.isEmpty && !apostrophe
    finish(emitOther)
  }

  /// Emits a word of ASCII letters and digits; returns false for any other word.
  ///
  /// Nearly all words are of this kind. Eight bytes are tested at a time, and the word is copied only if it has
  /// capital letters.
  @inline(__always)
  private mutating func pass(
    plain text: Span<UInt8>, _ emit: (Span<UInt8>, UInt32) -> Void
  ) -> Bool {
    guard text.count <= Self.lengthLimit else { return false }
    var hash = WordHash(count: text.count)
    var beyondASCII: UInt64 = 0
    var capitals: UInt64 = 0
    for offset in stride(from: 0, to: text.count, by: 8) {
      let eight = text.loadUInt64(at: offset)
      beyondASCII |= eight & 0x8080_8080_8080_8080
      let lowercase = Self.lowercased(eight)
      capitals |= lowercase ^ eight
      hash.combine(lowercase)
    }
    if beyondASCII != 0 { return false }
    if capitals == 0 {
      emit(text, hash.value)
      return true
    }
    folded.removeAll(keepingCapacity: true)
    for offset in text.indices { folded.append(text[offset].asciiLowercased) }
    emit(folded.span, hash.value)
    return true
  }

  /// Reads bytes that are letters, digits or beyond ASCII.
  private mutating func take(_ text: Span<UInt8>, _ emit: (Span<UInt8>) -> Void) {
    var index = 0
    while index < text.count {
      if text[index] < 0x80 {
        append(text[index].asciiLowercased)
        index += 1
      } else {
        take(Self.decode(text, &index), emit)
      }
    }
  }

  /// Reads the bytes after a word, which may continue after them, for example after an apostrophe.
  private mutating func passGap(_ gap: Span<UInt8>, _ emit: (Span<UInt8>) -> Void) {
    for index in gap.indices where !word.isEmpty {
      if gap[index] == UInt8(ascii: "'") { quote(emit) } else { finish(emit) }
    }
  }

  /// Eight letters or digits in lower case: bit 6 tells letters from digits, and bit 5 small from capital ones.
  private static func lowercased(_ eight: UInt64) -> UInt64 {
    eight | (eight & 0x4040_4040_4040_4040) >> 1
  }

  private mutating func append(_ byte: UInt8) {
    apostrophe = apostrophe && mend()
    word.append(byte)
  }

  /// Appends the apostrophe before the current bytes, which turned out to be inside a word.
  private mutating func mend() -> Bool {
    word.append(UInt8(ascii: "'"))
    return false
  }

  private mutating func quote(_ emit: (Span<UInt8>) -> Void) {
    if word.isEmpty || apostrophe { finish(emit) } else { apostrophe = true }
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ emit: (Span<UInt8>) -> Void) {
    if scalar == "\u{2019}" { return quote(emit) }
    if Folding.isAccent(scalar) { return }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      break
    case .nonspacingMark, .spacingMark, .enclosingMark:
      if word.isEmpty || apostrophe { return finish(emit) }
    default: return finish(emit)
    }
    apostrophe = apostrophe && mend()
    holdsIdeographs = holdsIdeographs || Self.isIdeograph(scalar)
    Folding.append(scalar, to: &word)
  }

  private mutating func finish(_ emit: (Span<UInt8>) -> Void) {
    defer {
      word.removeAll(keepingCapacity: true)
      holdsIdeographs = false
      apostrophe = false
    }
    guard !word.isEmpty else { return }
    if word.count > 2, word[word.count - 2] == UInt8(ascii: "'"), word.last == UInt8(ascii: "s") {
      word.removeLast(2)
    }
    word.removeAll { $0 == UInt8(ascii: "'") }
    if holdsIdeographs { return divide(emit) }
    if word.count <= Self.lengthLimit { emit(word.span) }
  }

  /// Emits pairs of adjacent characters in runs of ideographs, and the text between the runs.
  private func divide(_ emit: (Span<UInt8>) -> Void) {
    func pass(_ scalars: ArraySlice<Unicode.Scalar>) {
      let bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
      if bytes.count <= Self.lengthLimit { emit(bytes.span) }
    }
    var rest = Array(String(decoding: word, as: UTF8.self).unicodeScalars)[...]
    while let first = rest.first {
      let isRun = Self.isIdeograph(first)
      let run = rest.prefix { Self.isIdeograph($0) == isRun }
      rest = rest.dropFirst(run.count)
      if isRun, run.count > 1 {
        for start in run.indices.dropLast() { pass(run[start...(start + 1)]) }
      } else {
        pass(run)
      }
    }
  }

  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The scalar that starts at a byte of valid UTF-8; moves `index` to the byte after it.
  private static func decode(_ text: Span<UInt8>, _ index: inout Int) -> Unicode.Scalar {
    let first = UInt32(text[index])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var value = first & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    index += length
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
