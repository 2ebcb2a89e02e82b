/// Writes spelling lists, in which corrections of misspelled words are searched.
///
/// They name no documents, so unlike other files they are the same after a page came or went, and have no generation.
struct SpellingWriter: Sendable {
  /// A word by its number.
  struct Word: Sendable {
    fileprivate var number: UInt32
    /// The logarithm to base 2 of the number of documents with a word of its family.
    ///
    /// It changes rarely when a page is edited.
    fileprivate var frequencyClass: UInt8

    init(_ number: Int, frequency: Int) {
      self.number = UInt32(number)
      frequencyClass = UInt8(
        min(15, Int.bitWidth - 1 - max(1, frequency).leadingZeroBitCount))
    }
  }

  let words: WordList

  /// One list of all words; `sorted` has the words in the order of their bytes.
  func list(_ sorted: [Word]) -> [UInt8] { bytes(sorted.filter(isListed)) }

  /// The spelling lists with their keys; `sorted` has the words in the order of their bytes.
  func lists(_ sorted: [Word]) -> [(key: Int, bytes: [UInt8])] {
    var lists = [[Word]](repeating: [], count: SpellingKeys.count)
    for word in sorted where isListed(word) {
      let bytes = words[Int(word.number)]
      lists[SpellingKeys.beginning(bytes)].append(word)
      lists[SpellingKeys.ending(bytes)].append(word)
    }
    return lists.enumerated().compactMap { key, words in
      words.isEmpty ? nil : (key, bytes(words))
    }
  }

  private func isListed(_ word: Word) -> Bool {
    let range = words.range(of: Int(word.number))
    return SpellingKeys.lengths.contains(range.count) && !StopWordPairs.isPair(words.bytes[range])
  }

  private func bytes(_ sorted: [Word]) -> [UInt8] {
    var writer = ByteWriter()
    let all = words.bytes.span
    var previous = all.extracting(..<0)
    for word in sorted {
      let bytes = all.extracting(words.range(of: Int(word.number)))
      Self.write(bytes, after: previous, frequencyClass: word.frequencyClass, to: &writer)
      previous = bytes
    }
    return writer.bytes
  }

  /// Writes a word of a list, which shares its beginning with the one before it.
  static func write(
    _ word: Span<UInt8>, after previous: Span<UInt8>, frequencyClass: UInt8,
    to writer: inout ByteWriter
  ) {
    let shared = min(15, previous.commonPrefixCount(with: word))
    writer.byte(shared << 4 | Int(frequencyClass))
    writer.byte(word.count - shared)
    writer.append(word.extracting(shared...))
  }
}
