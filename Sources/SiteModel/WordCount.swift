/// Counts words for reading times.
enum WordCount {
  /// The runs of bytes between white space that hold a letter or digit.
  static func words(in text: String) -> Int {
    text.utf8.withContiguousStorageIfAvailable(words)
      ?? Array(text.utf8).withUnsafeBufferPointer(words)
  }

  private static func words(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var isInWord = false
    for byte in bytes {
      switch byte {
      case 0x09...0x0D, 0x20: isInWord = false
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...:
        if !isInWord { count += 1 }
        isInWord = true
      default: break
      }
    }
    return count
  }
}
