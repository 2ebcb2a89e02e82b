/// Reads the escapes of a string literal, which are Python's.
enum StringLiteral {
  /// The text of a literal with its quotes; an unknown escape stands for itself.
  static func decode(_ literal: ArraySlice<UInt8>) -> String {
    let bytes = Array(literal.dropFirst().dropLast())
    guard bytes.contains(UInt8(ascii: "\\")) || bytes.contains(0x0D) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0D {
        // Line ends are one line feed wherever the template was written.
        result.append(0x0A)
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
      } else if byte == UInt8(ascii: "\\"), index < bytes.count {
        decodeEscape(bytes, &index, into: &result)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func decodeEscape(
    _ bytes: [UInt8], _ index: inout Int, into result: inout [UInt8]
  ) {
    let letter = bytes[index]
    index += 1
    switch letter {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(letter)
    case 0x0A: break
    case UInt8(ascii: "x"): decodeNumber(bytes, &index, letter, digits: 2, radix: 16, into: &result)
    case UInt8(ascii: "u"): decodeNumber(bytes, &index, letter, digits: 4, radix: 16, into: &result)
    case UInt8(ascii: "U"): decodeNumber(bytes, &index, letter, digits: 8, radix: 16, into: &result)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      index -= 1
      let count = bytes[index...].prefix(3).prefix { $0 >= 0x30 && $0 <= 0x37 }.count
      decodeNumber(bytes, &index, letter, digits: count, radix: 8, into: &result)
    default: result += [UInt8(ascii: "\\"), letter]
    }
  }

  private static func decodeNumber(
    _ bytes: [UInt8], _ index: inout Int, _ letter: UInt8, digits: Int, radix: Int,
    into result: inout [UInt8]
  ) {
    let text = String(decoding: bytes[index...].prefix(digits), as: UTF8.self)
    guard text.utf8.count == digits, let value = UInt32(text, radix: radix),
      let scalar = Unicode.Scalar(value)
    else {
      result += [UInt8(ascii: "\\"), letter]
      return
    }
    index += digits
    result += Array(String(scalar).utf8)
  }
}
