/// The keys of spelling lists.
///
/// Each word is in two lists: one by its first letter, one by its last two bytes.
///
/// A single mistake changes either the beginning or the end of a word, so the two lists of a misspelled word contain
/// every word that differs by one mistake.
enum SpellingKeys {
  /// The lengths in bytes of words that are listed and corrected.
  static let lengths = 4...32
  /// The number of keys: 27 for beginnings, 32 for endings.
  static let count = 59
  /// The key of the only list of a packed index.
  static let all = 59

  /// The key of a list of English words, whatever the site's own words are.
  ///
  /// They are not corrected. There is one list for each first letter.
  static func english(_ word: ArraySlice<UInt8>) -> Int { 60 + beginning(word) }

  /// The key of the first letter: its position in the alphabet, or 26.
  static func beginning(_ word: ArraySlice<UInt8>) -> Int {
    let letter = Int(word[word.startIndex]) - Int(UInt8(ascii: "a"))
    return 0..<26 ~= letter ? letter : 26
  }

  /// The key of the last two bytes.
  static func ending(_ word: ArraySlice<UInt8>) -> Int {
    27 + (Int(word[word.endIndex - 1]) + 3 * Int(word[word.endIndex - 2])) & 31
  }
}
