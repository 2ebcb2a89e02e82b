/// In which spelling files a word stands: one by how it begins, one by how it ends.
///
/// A wrong letter leaves either the beginning or the end as it is, so that two files hold every word
/// that one mistake can have made of another.
enum SpellingKeys {
  /// Words are given or asked for only with as many bytes.
  static let lengths = 4...32
  /// 27 keys for beginnings, 32 for endings.
  static let count = 59
  /// The one list of an index that is a single file.
  static let all = 59

  /// The letter's number, or 26 for what is no Latin letter.
  static func beginning(_ word: ArraySlice<UInt8>) -> Int {
    let letter = Int(word[word.startIndex]) - Int(UInt8(ascii: "a"))
    return 0..<26 ~= letter ? letter : 26
  }

  /// The last two bytes, mixed.
  static func ending(_ word: ArraySlice<UInt8>) -> Int {
    27 + (Int(word[word.endIndex - 1]) + 3 * Int(word[word.endIndex - 2])) & 31
  }
}
