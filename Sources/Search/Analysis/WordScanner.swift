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
    var text = text
    text.withUTF8 { scan($0, emit: emit) }
  }

  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var index = 0
    var endsInPlainWord = false
    while index < text.count {
      var end = index
      while end < text.count, Self.isPlain(text[end]) { end += 1 }
      if end > index {
        if word.isEmpty, end == text.count || Self.endsWord(text[end]) {
          pass(plain: UnsafeBufferPointer(rebasing: text[index..<end]), emit)
          endsInPlainWord = end == text.count
        } else {
          for byte in text[index..<end] { append(Self.lowercased(byte)) }
        }
        index = end
      } else if text[index] < 0x80 {
        if text[index] == UInt8(ascii: "'") { quote(emit) } else { finish(emit) }
        index += 1
      } else {
        let (scalar, length) = Self.decode(text, index)
        index += length
        take(scalar, emit)
      }
    }
    endsInWord = endsInPlainWord || !word.isEmpty && !apostrophe
    finish(emit)
  }

  /// A letter or digit of ASCII.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  @inline(__always)
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  /// Whether a byte after plain letters says that they are the whole word.
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte < 0x80 && byte != UInt8(ascii: "'")
  }

  /// Emits a word of plain letters, as nearly all are, without going through `word`.
  @inline(__always)
  private func pass(
    plain: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard plain.count <= Self.lengthLimit else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.lengthLimit) { buffer in
      for index in 0..<plain.count { buffer[index] = Self.lowercased(plain[index]) }
      emit(UnsafeBufferPointer(rebasing: buffer[..<plain.count]))
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
