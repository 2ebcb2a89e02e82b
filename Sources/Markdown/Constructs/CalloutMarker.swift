import Text

/// Reads the marker of a callout, `[!WORD]`.
enum CalloutMarker {
  /// The word of the marker that a text begins with; `nil` where there is none.
  static func word(_ text: ArraySlice<UInt8>) -> String? {
    guard text.starts(with: [UInt8(ascii: "["), UInt8(ascii: "!")]),
      let end = text.firstIndex(of: UInt8(ascii: "]"))
    else { return nil }
    let word = text[(text.startIndex + 2)..<end]
    let isWord = word.allSatisfy { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) || byte == UInt8(ascii: "-")
    }
    return isWord && !word.isEmpty && word.count <= 32
      ? String(decoding: word, as: UTF8.self) : nil
  }

  /// Whether a text that begins with a marker has nothing else.
  static func isWhole(_ text: ArraySlice<UInt8>) -> Bool {
    guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return false }
    return text[(end + 1)...].allSatisfy(\.isASCIISpace)
  }
}
