import Text

/// The words of a language that mean something: what each is, and what the name after it is.
struct WordList: Sendable {
  struct Entry: Sendable {
    var kind: TokenKind
    /// What the next word is: `func` is followed by the name of a function.
    var next: TokenKind?
    /// Whether it may be a name as well, by what follows.
    var isSoft = false
  }

  private var entries: [UInt128: Entry] = [:]
  private let ignoresCase: Bool

  /// Makes a list from words that are separated by white space.
  ///
  /// - `soft`: Keywords that may be names as well.
  /// - `naming`: What the name after these words is.
  init(
    ignoresCase: Bool = false, _ words: KeyValuePairs<TokenKind, String>,
    soft: String = "", naming: KeyValuePairs<TokenKind, String> = [:]
  ) {
    self.ignoresCase = ignoresCase
    for (kind, list) in words {
      for word in list.split(whereSeparator: \.isWhitespace) {
        entries[key(Array(word.utf8).span)] = Entry(kind: kind)
      }
    }
    for word in soft.split(whereSeparator: \.isWhitespace) {
      entries[key(Array(word.utf8).span)] = Entry(kind: .keyword, isSoft: true)
    }
    for (kind, list) in naming {
      for word in list.split(separator: " ") {
        entries[key(Array(word.utf8).span), default: Entry(kind: .keyword)].next = kind
      }
    }
  }

  subscript(word: Span<UInt8>) -> Entry? { entries.isEmpty ? nil : entries[key(word)] }

  /// The length of a word and its first 15 bytes, which tell all words of our lists apart.
  private func key(_ word: Span<UInt8>) -> UInt128 {
    var key = UInt128(min(word.count, 255))
    for index in 0..<min(word.count, 15) {
      key = key << 8 | UInt128(ignoresCase ? word[index].asciiLowercased : word[index])
    }
    return key
  }
}
