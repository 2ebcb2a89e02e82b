import Text

/// Finds the words of a text, folded to the form in which they are compared.
///
/// A word is a letter or digit and the letters, digits and combining marks that follow it. It may contain single
/// apostrophes, which are dropped, as are a final `'s` (`don't` becomes `dont`) and the Arabic article. `C++`, `C#` and `.NET` are words too.
/// In scripts without spaces, such as Chinese and Thai, each pair of adjacent characters is a word. The browser's
/// client splits texts in the same way.
struct WordScanner {
  /// The maximum length of a word in bytes.
  ///
  /// Longer ones are skipped.
  static let lengthLimit = 64

  /// A word of a text.
  struct Word: Equatable {
    var bytes: [UInt8]
    /// Whether only a hyphen, a dot or the like parts it from the word before, as in `non-technical`.
    var isJoined: Bool
  }

  typealias Emit = (
    _ word: Span<UInt8>, _ hash: UInt32, _ isJoined: Bool, _ place: Range<Int>
  ) -> Void

  private var word: [UInt8] = []
  /// The range of the current word in the text.
  private var range = 0..<0
  /// The end of the last word in the text; `nil` where it was skipped.
  private var lastEnd: Int?
  /// The latest word of ASCII letters and digits, in lower case.
  private var folded: [UInt8] = []
  private var holdsIdeographs = false
  private var apostrophe = false
  /// Whether the last character of the text belongs to its last word.
  private(set) var endsInWord = false

  /// The words of a text.
  mutating func words(of text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    scan(text) { word, _, _, _ in words.append([UInt8](word)) }
    return words
  }

  /// The words of a text, each with whether it is joined to the word before it.
  mutating func joinedWords(of text: String) -> [Word] {
    var words: [Word] = []
    scan(text) { word, _, isJoined, _ in
      words.append(Word(bytes: [UInt8](word), isJoined: isJoined))
    }
    return words
  }

  /// Calls `emit` with each word of the text, its hash in a `WordTable`, whether it is joined to the word before, and
  /// where it begins and ends in the text.
  mutating func scan(_ text: String, emit: Emit) {
    var text = text
    text.withUTF8 { scan($0.span, emit) }
  }

  private mutating func scan(_ text: Span<UInt8>, _ emit: Emit) {
    lastEnd = nil
    var position = 0
    var endsInPlainWord = false
    WordBoundaries.forEachWord(in: text, 0..<text.count) { start, end in
      if !word.isEmpty { passGap(position..<start, of: text, emit) }
      position = end
      if word.isEmpty, WordMarks.standsAlone(start..<end, in: text),
        pass(plain: start..<end, of: text, emit)
      {
        endsInPlainWord = end == text.count
      } else {
        take(start..<end, of: text, emit)
      }
    }
    if !word.isEmpty { passGap(position..<text.count, of: text, emit) }
    endsInWord = endsInPlainWord || !word.isEmpty && !apostrophe
    finish(text, emit)
  }

  /// Emits a word of ASCII letters and digits; returns false for any other word.
  ///
  /// Nearly all words are of this kind. Eight bytes are tested at a time, and the word is copied only if it has
  /// capital letters.
  @inline(__always)
  private mutating func pass(plain range: Range<Int>, of text: Span<UInt8>, _ emit: Emit) -> Bool {
    guard range.count <= Self.lengthLimit else { return false }
    let bytes = text.extracting(range)
    var hash = WordHash(count: bytes.count)
    var beyondASCII: UInt64 = 0
    var capitals: UInt64 = 0
    for offset in stride(from: 0, to: bytes.count, by: 8) {
      let eight = bytes.loadUInt64(at: offset)
      beyondASCII |= eight & 0x8080_8080_8080_8080
      let lowercase = Self.lowercased(eight)
      capitals |= lowercase ^ eight
      hash.combine(lowercase)
    }
    if beyondASCII != 0 { return false }
    let isJoined = WordMarks.joins(lastEnd, range.lowerBound, in: text)
    lastEnd = range.upperBound
    if capitals == 0 {
      emit(bytes, hash.value, isJoined, range)
      return true
    }
    folded.removeAll(keepingCapacity: true)
    for offset in bytes.indices { folded.append(bytes[offset].asciiLowercased) }
    emit(folded.span, hash.value, isJoined, range)
    return true
  }

  /// Reads bytes that are letters, digits or beyond ASCII.
  private mutating func take(_ run: Range<Int>, of text: Span<UInt8>, _ emit: Emit) {
    var index = run.lowerBound
    while index < run.upperBound {
      let start = index
      if text[index] < 0x80 {
        index += 1
        append(start..<index)
        word.append(text[start].asciiLowercased)
      } else {
        let scalar = WordMarks.scalar(of: text, &index)
        if let plain = CompatibilityFolding.plain(scalar) {
          for scalar in plain.unicodeScalars { take(scalar, start..<index, text, emit) }
        } else {
          take(scalar, start..<index, text, emit)
        }
      }
    }
  }

  /// Reads the bytes after a word, which may continue after them, for example after an apostrophe.
  private mutating func passGap(_ gap: Range<Int>, of text: Span<UInt8>, _ emit: Emit) {
    for index in gap where !word.isEmpty {
      if text[index] == UInt8(ascii: "'") { quote(text, emit) } else { finish(text, emit) }
    }
  }

  /// Eight letters or digits in lower case: bit 6 tells letters from digits, and bit 5 small from capital ones.
  private static func lowercased(_ eight: UInt64) -> UInt64 {
    eight | (eight & 0x4040_4040_4040_4040) >> 1
  }

  /// Begins or continues a word with the character in a range of the text.
  private mutating func append(_ character: Range<Int>) {
    apostrophe = apostrophe && mend()
    range = (word.isEmpty ? character.lowerBound : range.lowerBound)..<character.upperBound
  }

  /// Appends the apostrophe before the current bytes, which turned out to be inside a word.
  private mutating func mend() -> Bool {
    word.append(UInt8(ascii: "'"))
    return false
  }

  private mutating func quote(_ text: Span<UInt8>, _ emit: Emit) {
    if word.isEmpty || apostrophe { finish(text, emit) } else { apostrophe = true }
  }

  private mutating func take(
    _ scalar: Unicode.Scalar, _ place: Range<Int>, _ text: Span<UInt8>, _ emit: Emit
  ) {
    if scalar == "\u{2019}" { return quote(text, emit) }
    if Folding.isDropped(scalar) { return }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      break
    case .nonspacingMark, .spacingMark, .enclosingMark:
      if word.isEmpty || apostrophe { return finish(text, emit) }
    default: return finish(text, emit)
    }
    append(place)
    holdsIdeographs = holdsIdeographs || Self.isIdeograph(scalar)
    Folding.append(scalar, to: &word)
  }

  private mutating func finish(_ text: Span<UInt8>, _ emit: Emit) {
    defer {
      word.removeAll(keepingCapacity: true)
      holdsIdeographs = false
      apostrophe = false
    }
    guard !word.isEmpty else { return }
    if word.count > 2, word[word.count - 2] == UInt8(ascii: "'"), word.last == UInt8(ascii: "s") {
      word.removeLast(2)
    }
    if word[0] >= 0xD8 { word.removeFirst(ArabicArticle.length(in: word)) }
    word.removeAll { $0 == UInt8(ascii: "'") }
    let isJoined = WordMarks.joins(lastEnd, range.lowerBound, in: text)
    lastEnd = nil
    if holdsIdeographs { return divide(isJoined, emit) }
    var end = range.upperBound
    if word.allSatisfy({ $0.isASCIIAlphanumeric }) {
      if WordMarks.hasDot(before: range.lowerBound, in: text), word[0].isASCIILetter {
        word.insert(UInt8(ascii: "."), at: 0)
      }
      let sign = WordMarks.sign(at: end, in: text, wordLength: word.count)
      word += sign
      end += sign.count
    }
    guard word.count <= Self.lengthLimit else { return }
    emit(word.span, WordTable.hash(word.span), isJoined, range)
    lastEnd = end
  }

  /// Emits pairs of adjacent characters in runs of ideographs, and the text between the runs.
  private mutating func divide(_ isJoined: Bool, _ emit: Emit) {
    var isJoined = isJoined
    func pass(_ scalars: ArraySlice<Unicode.Scalar>) {
      let bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
      guard bytes.count <= Self.lengthLimit else { return }
      emit(bytes.span, WordTable.hash(bytes.span), isJoined, range)
      lastEnd = range.upperBound
      isJoined = false
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

  /// Whether a scalar belongs to a script that writes no spaces between words.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Thai, Lao, Myanmar and Khmer.
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF: true
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
