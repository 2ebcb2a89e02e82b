/// Finds and masks the credentials in URLs, such as the password of `https://user:password@example.org/`.
package enum Credentials {
  /// The length from which a user name alone, as in `https://TOKEN@example.org/`, is taken for a token.
  private static let tokenLength = 20

  /// The ranges of passwords and tokens in a text, in order; O(n).
  package static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    let separator = Array("://".utf8)
    var ranges: [Range<Int>] = []
    var start = 0
    while let found = bytes.span.offset(of: separator.span, from: start) {
      start = found + separator.count
      let end = bytes[start...].firstIndex(where: endsAuthority) ?? bytes.count
      guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) else { continue }
      // A variable of a shell, such as `$TOKEN`, says nothing.
      if let secret = secret(in: start..<at, of: bytes, isWeb: isWeb(bytes[..<found])),
        bytes[secret.lowerBound] != UInt8(ascii: "$")
      {
        ranges.append(secret)
      }
      start = end
    }
    return ranges
  }

  /// The text with each password and token replaced by `***`.
  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let ranges = ranges(in: bytes)
    if ranges.isEmpty { return text }
    var masked: [UInt8] = []
    var start = 0
    for range in ranges {
      masked += bytes[start..<range.lowerBound] + Array("***".utf8)
      start = range.upperBound
    }
    return String(decoding: masked + bytes[start...], as: UTF8.self)
  }

  /// The password of a user name and a password, or a user name that is a token.
  private static func secret(
    in user: Range<Int>, of bytes: [UInt8], isWeb: Bool
  ) -> Range<Int>? {
    if let colon = bytes[user].firstIndex(of: UInt8(ascii: ":")) {
      return colon + 1 < user.upperBound ? colon + 1..<user.upperBound : nil
    }
    return isWeb && user.count >= tokenLength ? user : nil
  }

  private static func isWeb(_ before: ArraySlice<UInt8>) -> Bool {
    let scheme = before.suffix(5).map { $0 | 0x20 }
    return scheme.suffix(4) == Array("http".utf8)[...] || scheme == Array("https".utf8)
  }

  /// Whether a byte ends the part of a URL with user and host.
  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "/?#\"'<>`\\".utf8.contains(byte)
  }
}
