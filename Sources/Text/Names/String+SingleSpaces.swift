extension String {
  /// The words of the text, separated by single spaces.
  ///
  /// White space is everything that Unicode calls so, such as line ends and no-break spaces.
  package var withSingleSpaces: String {
    var before = UInt8(ascii: " ")
    var isSpaced = true
    for byte in utf8 {
      if byte >= 0x80 || byte < 0x20 || byte == 0x20 && before == 0x20 {
        isSpaced = false
        break
      }
      before = byte
    }
    if isSpaced, before != 0x20 || isEmpty { return self }
    return split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
