import Diagnostics
import Text

/// A numeric character reference, such as `&#27;` or `&#x1B;`.
struct CharacterReference {
  let scalar: Unicode.Scalar
  let range: Range<Int>

  /// Reads the reference that begins at `start`; `nil` where there is none.
  init?(at start: Int, in bytes: [UInt8]) {
    let rest = bytes[start...].prefix(12)
    guard rest.starts(with: "&#".utf8), let end = rest.firstIndex(of: UInt8(ascii: ";")),
      let scalar = Self.scalar(String(decoding: bytes[(start + 1)..<end], as: UTF8.self))
    else { return nil }
    self.scalar = scalar
    range = start..<end + 1
  }

  /// The scalar of a name such as `#27` or `#x1B`; U+FFFD for a number that is no scalar, `nil` for other names.
  static func scalar(_ name: String) -> Unicode.Scalar? {
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let body = isHex ? digits.dropFirst() : digits
    guard !body.isEmpty, body.utf8.count <= (isHex ? 6 : 7),
      body.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(body, radix: isHex ? 16 : 10)
    else { return nil }
    return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Whether `&#` occurs in a text.
  static func mayOccur(in bytes: Span<UInt8>) -> Bool {
    var next = 0
    while let index = bytes.offset(of: UInt8(ascii: "&"), from: next) {
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "#") { return true }
      next = index + 1
    }
    return false
  }
}
