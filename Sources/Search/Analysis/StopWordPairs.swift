/// Neighboring stop words, which are indexed as one word, so that quoted phrases of stop words only are found.
///
/// A pair begins with a space, so all pairs are in shards of their own, which are read for such phrases alone.
enum StopWordPairs {
  static let mark = UInt8(ascii: " ")

  static func pair(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> [UInt8] {
    [mark] + left + [mark] + right
  }

  /// Writes the pair of two words of a list to a buffer, which is reused: most texts have thousands of pairs.
  static func write(_ words: WordList, _ left: Int, _ right: Int, to pair: inout [UInt8]) {
    pair.removeAll(keepingCapacity: true)
    pair.append(mark)
    words.withBytes(of: left) { pair.append($0) }
    pair.append(mark)
    words.withBytes(of: right) { pair.append($0) }
  }

  static func isPair(_ word: some Collection<UInt8>) -> Bool { word.first == mark }
}
