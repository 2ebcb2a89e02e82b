import Text

/// Finds the words of a text, folded to the form in which they are compared.
///
/// A word is a letter or digit with the letters, digits and marks that follow it, single apostrophes
/// between them included; a closing `'s` and the apostrophes are dropped (`don't` is `dont`). Chinese,
/// Japanese and Korean have no spaces: each two neighbouring characters are a word there. The browser's
/// client divides texts in the same way.
struct WordScanner {
  /// Longer words are no words of a language and are passed over, in bytes.
  static let lengthLimit = 64

  private var word: [UInt8] = []
  private var holdsIdeographs = false
  private var apostrophe = false
  /// Whether the text's last character belongs to its last word.
  private(set) var endsInWord = false

  /// Calls `emit` with each word of the text; the bytes are valid during the call.
  mutating func scan(_ text: String, emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    scanHashing(text) { word, _ in emit(word) }
  }

  /// Calls `emit` with each word of the text and its hash in a `WordTable`.
  mutating func scanHashing(
    _ text: String, emit: (UnsafeBufferPointer<UInt8>, UInt32) -> Void
  ) {
    var text = text
    text.withUTF8 { scan($0, emit) }
  }

  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>, UInt32) -> Void
  ) {
    func emitOther(_ word: UnsafeBufferPointer<UInt8>) { emit(word, WordTable.hash(word)) }
    var place = 0
    var endsInPlainWord = false
    WordBoundaries.forEachWord(in: text, 0..<text.count) { start, end in
      if !word.isEmpty { passGap(text[place..<start], emitOther) }
      place = end
      let isWhole = end == text.count || text[end] != UInt8(ascii: "'")
      if isWhole, word.isEmpty, Self.pass(plain: text, start..<end, emit) {
        endsInPlainWord = end == text.count
      } else {
        take(text, start..<end, emitOther)
      }
    }
    if !word.isEmpty { passGap(text[place...], emitOther) }
    endsInWord = endsInPlainWord || !word.isEmpty && !apostrophe
    finish(emitOther)
  }

  /// Emits a word of letters and digits of ASCII, as nearly all are, without going through `word`.
  ///
  /// By eight bytes at once; false for any other word.
  @inline(__always)
  private static func pass(
    plain text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ emit: (UnsafeBufferPointer<UInt8>, UInt32) -> Void
  ) -> Bool {
    guard range.count <= lengthLimit else { return false }
    return withUnsafeTemporaryAllocation(byteCount: lengthLimit, alignment: 8) { buffer in
      var hash = WordHash(count: range.count)
      var beyond: UInt64 = 0
      for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
        var eight = text.loadUInt64(at: place)
        let left = range.upperBound - place
        if left < 8 { eight &= 1 << UInt64(left * 8) - 1 }
        beyond |= eight & 0x8080_8080_8080_8080
        // The bit that tells letters from digits gives them that of small letters.
        eight |= (eight & 0x4040_4040_4040_4040) >> 1
        hash.combine(eight)
        buffer.storeBytes(
          of: eight.littleEndian, toByteOffset: place - range.lowerBound, as: UInt64.self)
      }
      if beyond != 0 { return false }
      emit(
        UnsafeBufferPointer(rebasing: buffer.bindMemory(to: UInt8.self)[..<range.count]),
        hash.value)
      return true
    }
  }

  /// Takes bytes that are letters and digits, or lie beyond ASCII.
  private mutating func take(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] < 0x80 {
        append(text[index].asciiLowercased)
        index += 1
      } else {
        let (scalar, length) = Self.decode(text, index)
        index += length
        take(scalar, emit)
      }
    }
  }

  /// Takes the bytes between two words of which the first may go on: after an apostrophe, it does.
  private mutating func passGap(
    _ gap: Slice<UnsafeBufferPointer<UInt8>>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    for byte in gap where !word.isEmpty {
      if byte == UInt8(ascii: "'") { quote(emit) } else { finish(emit) }
    }
  }

  private mutating func append(_ byte: UInt8) {
    apostrophe = apostrophe && mend()
    word.append(byte)
  }

  /// Writes the apostrophe that turned out to stand inside a word.
  private mutating func mend() -> Bool {
    word.append(UInt8(ascii: "'"))
    return false
  }

  private mutating func quote(_ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    if word.isEmpty || apostrophe { finish(emit) } else { apostrophe = true }
  }

  private mutating func take(
    _ scalar: Unicode.Scalar, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
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

  private mutating func finish(_ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
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
    if word.count <= Self.lengthLimit { word.withUnsafeBufferPointer(emit) }
  }

  /// Emits pairs of neighbours in runs of ideographs, and what stands between the runs.
  private func divide(_ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    func pass(_ scalars: ArraySlice<Unicode.Scalar>) {
      let bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
      if bytes.count <= Self.lengthLimit { bytes.withUnsafeBufferPointer(emit) }
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

  /// The scalar that starts at a byte of valid UTF-8, and how many bytes it takes.
  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> (Unicode.Scalar, Int) {
    let first = UInt32(text[index])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var value = first & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
