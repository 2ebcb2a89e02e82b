import CLibStemmer

/// Takes English words to their stems, by Snowball's second English stemmer.
///
/// Not to be shared by threads: the library keeps its last result inside.
final class Stemmer {
  private let handle: OpaquePointer?

  /// A stemmer that does nothing where `isOn` is false, as for languages other than English.
  init(isOn: Bool) {
    handle = isOn ? sb_stemmer_new("english", "UTF_8") : nil
  }

  deinit {
    if let handle { sb_stemmer_delete(handle) }
  }

  /// The stem of a folded word; words with letters beyond ASCII are left as they are.
  func stem(_ word: [UInt8]) -> [UInt8] { word.withUnsafeBufferPointer { Array(stem($0)) } }

  /// The stem, whose bytes are valid until the next call.
  func stem(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let handle, word.allSatisfy({ $0 < 0x80 }),
      let stem = sb_stemmer_stem(handle, word.baseAddress, Int32(word.count))
    else { return word }
    return UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle)))
  }
}
