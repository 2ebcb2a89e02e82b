/// Writes lists of words, for finding what a misspelt one was meant to be.
enum SpellingWriter {
  struct Word: Sendable {
    var bytes: ArraySlice<UInt8>
    /// In how many documents its stem occurs.
    var frequency: Int
  }

  /// All words in one list; they are sorted.
  static func list(_ words: [Word], generation: UInt32) -> [UInt8] {
    bytes(words.filter { SpellingKeys.lengths.contains($0.bytes.count) }, generation)
  }

  /// The lists by their keys; `words` are sorted.
  static func lists(_ words: [Word], generation: UInt32) -> [(key: Int, bytes: [UInt8])] {
    var lists = [[Word]](repeating: [], count: SpellingKeys.count)
    for word in words where SpellingKeys.lengths.contains(word.bytes.count) {
      lists[SpellingKeys.beginning(word.bytes)].append(word)
      lists[SpellingKeys.ending(word.bytes)].append(word)
    }
    return lists.enumerated().compactMap { key, words in
      words.isEmpty ? nil : (key, bytes(words, generation))
    }
  }

  private static func bytes(_ words: [Word], _ generation: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(generation, bytes: 4)
    var previous: ArraySlice<UInt8> = []
    for word in words {
      let shared = min(15, previous.commonPrefixCount(with: word.bytes))
      writer.byte(shared << 4 | frequencyClass(word.frequency))
      writer.byte(word.bytes.count - shared)
      writer.append(word.bytes.dropFirst(shared))
      previous = word.bytes
    }
    return writer.bytes
  }

  /// The logarithm to base 2, so that a small edit changes no list.
  private static func frequencyClass(_ frequency: Int) -> Int {
    min(15, Int.bitWidth - 1 - max(1, frequency).leadingZeroBitCount)
  }
}
