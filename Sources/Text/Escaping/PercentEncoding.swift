/// Percent-encoding of URLs. (RFC 3986, section 2.1)
extension String {
  /// The text with `%` and two hexadecimal digits for every byte of its UTF-8 that `isKept` does not accept.
  package func percentEncoded(keeping isKept: (UInt8) -> Bool) -> String {
    if utf8.allSatisfy(isKept) { return self }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in utf8 {
      if isKept(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The path percent-encoded for a URL: letters, digits and `-._~/` stay.
  package var percentEncodedPath: String {
    percentEncoded { byte in
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
        UInt8(ascii: "/"):
        true
      default: byte.isASCIIAlphanumeric
      }
    }
  }

  /// The text with each `%` and two hexadecimal digits decoded; other percent signs stay.
  ///
  /// Bytes that are not UTF-8 become U+FFFD.
  package var percentDecoded: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    return String(decoding: percentDecodedBytes.bytes, as: UTF8.self)
  }

  /// The text decoded; `nil` where a percent sign starts no code, or the result is not UTF-8.
  package var strictlyPercentDecoded: String? {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    let (bytes, isValid) = percentDecodedBytes
    return isValid ? String(validating: bytes, as: UTF8.self) : nil
  }

  private var percentDecodedBytes: (bytes: [UInt8], isValid: Bool) {
    var bytes: [UInt8] = []
    var isValid = true
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      if let high = rest.first?.hexadecimalValue, let low = rest.dropFirst().first?.hexadecimalValue
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
        isValid = false
      }
    }
    return (bytes, isValid)
  }
}
