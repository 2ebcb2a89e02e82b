/// Neighboring stop words, which are indexed as one word, so that quoted phrases of stop words only are found.
///
/// A pair begins with a space, so all pairs are in shards of their own, which are read for such phrases alone.
enum StopWordPairs {
  static let mark = UInt8(ascii: " ")

  static func pair(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> [UInt8] {
    [mark] + left + [mark] + right
  }

  static func isPair(_ word: some Collection<UInt8>) -> Bool { word.first == mark }
}
