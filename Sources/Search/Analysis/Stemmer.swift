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
  func stem(_ word: [UInt8]) -> [UInt8] {
    guard let handle, word.allSatisfy({ $0 < 0x80 }) else { return word }
    return word.withUnsafeBufferPointer { bytes in
      guard let stem = sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count)) else {
        return word
      }
      return Array(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))))
    }
  }
}
