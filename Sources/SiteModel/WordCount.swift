/// Counts words for reading times.
enum WordCount {
  /// The runs of bytes between white space that hold a letter or digit.
  static func words(in bytes: [UInt8]) -> Int {
    var count = 0
    var isInWord = false
    for byte in bytes {
      let letter = byte | 0x20
      if letter >= 0x61 && letter <= 0x7A || byte >= 0x80 || byte >= 0x30 && byte <= 0x39 {
        if !isInWord { count += 1 }
        isInWord = true
      } else if byte <= 0x20 {
        isInWord = false
      }
    }
    return count
  }
}
