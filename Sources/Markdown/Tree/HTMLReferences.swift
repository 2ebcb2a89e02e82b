import Text

/// Decodes character references in HTML.
enum HTMLReferences {
  /// Names that occur in texts; others stay as they are written.
  static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "mdash": "—", "ndash": "–", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
    "rdquo": "”", "copy": "©", "reg": "®", "trade": "™", "times": "×", "shy": "\u{AD}",
  ]

  /// The text with its numeric and common named references replaced by their characters.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "&"), let (scalar, end) = reference(in: bytes, at: index) {
        result += String(scalar).utf8
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func reference(
    in bytes: ArraySlice<UInt8>, at start: Int
  ) -> (scalar: Unicode.Scalar, end: Int)? {
    let rest = bytes[(start + 1)...].prefix(12)
    guard let close = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: rest[..<close], as: UTF8.self)
    let scalar = name.hasPrefix("#") ? CharacterReference.scalar(name) : names[name]
    return scalar.map { ($0, close + 1) }
  }
}
