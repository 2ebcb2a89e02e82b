import CEnglishWords

/// Lists of common English words, so that a reader's good English is not corrected to words of the site.
///
/// They are the same for every site.
enum EnglishWords {
  /// The words, sorted by their bytes.
  static let words: [ArraySlice<UInt8>] = {
    let bytes = Array(
      UnsafeBufferPointer(
        start: waymark_english_words_bytes(), count: waymark_english_words_size()))
    return bytes.split(separator: UInt8(ascii: "\n"))
  }()

  /// The lists with their keys, in the format of spelling lists.
  static func lists() -> [(key: Int, bytes: [UInt8])] {
    var lists: [(key: Int, writer: ByteWriter)] = []
    var previous: ArraySlice<UInt8> = []
    for word in words {
      let key = SpellingKeys.english(word)
      if lists.last?.key != key {
        lists.append((key, ByteWriter()))
        previous = []
      }
      SpellingWriter.write(
        word.span, after: previous.span, frequencyClass: 0, to: &lists[lists.count - 1].writer)
      previous = word
    }
    return lists.map { ($0.key, $0.writer.bytes) }
  }
}
