/// Counts words for reading times.
enum WordCount {
  /// The runs of bytes between white space that hold a letter or digit.
  static func words(in bytes: [UInt8]) -> Int {
    var count = 0
    // As numbers, 1 for yes, so that nothing in the loop depends on what the text says.
    var isInWord = 0
    bytes.withUnsafeBufferPointer { bytes in
      for byte in bytes {
        let isLetter = (byte | 0x20) &- 0x61 < 26 ? 1 : 0
        let isOther = byte &- 0x30 < 10 || byte >= 0x80 ? 1 : 0
        let isWordByte = isLetter | isOther
        count &+= isWordByte & ~isInWord
        isInWord = isWordByte | isInWord & (byte > 0x20 ? 1 : 0)
      }
    }
    return count
  }
}
