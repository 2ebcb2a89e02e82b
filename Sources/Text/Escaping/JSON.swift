/// A JSON text that is put together from values.
///
/// Objects keep the order of their fields, so that equal values give equal bytes in every run.
package struct JSON: Sendable, Equatable {
  /// The text in UTF-8, without line breaks except those of `lines`.
  package let bytes: [UInt8]

  /// The text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  private init(_ text: String) { bytes = Array(text.utf8) }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value `null`.
  package static let null = JSON("null")

  /// A number.
  package static func number(_ number: some Numeric & CustomStringConvertible) -> JSON {
    JSON(number.description)
  }

  // MARK: Strings

  /// A string.
  ///
  /// Control characters and bidirectional controls are escaped, so that a terminal obeys none of them.
  package static func string(_ text: String) -> JSON {
    var text = text
    return text.withUTF8 { string($0.span) }
  }

  /// A string whose text is valid UTF-8; O(n).
  ///
  /// Runs that need no escape are copied whole.
  package static func string(_ utf8: Span<UInt8>) -> JSON {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    result.reserveCapacity(utf8.count + utf8.count / 16 + 2)
    var copied = 0
    var index = 0
    while index < utf8.count {
      let plain = plainCount(in: utf8.loadUInt64(at: index))
      if plain > 0 {
        index = min(index &+ plain, utf8.count)
        continue
      }
      guard let escape = escape(at: index, in: utf8) else {
        index += 1
        continue
      }
      result.append(utf8.extracting(copied..<index))
      result += escape.text.utf8
      index += escape.count
      copied = index
    }
    result.append(utf8.extracting(copied...))
    result.append(UInt8(ascii: "\""))
    return JSON(result)
  }

  /// The number of bytes before the first of eight that may need an escape: a control character, `"`, `\`, or a byte
  /// that is not ASCII.
  ///
  /// The feeds of 1 000 pages took 67 M instructions with a loop over bytes.
  @inline(__always)
  private static func plainCount(in eight: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotation = eight ^ ones &* 0x22
    let backslash = eight ^ ones &* 0x5C
    let delete = eight ^ ones &* 0x7F
    let found =
      eight | (eight &- ones &* 0x20) | (quotation &- ones) | (backslash &- ones)
      | (delete &- ones)
    return (found & (ones &* 0x80)).trailingZeroBitCount / 8
  }

  /// The escape of the character at an offset of UTF-8, and its length there; `nil` for one that stands for itself.
  @inline(__always)
  private static func escape(
    at index: Int, in utf8: Span<UInt8>
  ) -> (text: String, count: Int)? {
    let byte = utf8[index]
    switch byte {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case UInt8(ascii: "\n"): return ("\\n", 1)
    case UInt8(ascii: "\r"): return ("\\r", 1)
    case UInt8(ascii: "\t"): return ("\\t", 1)
    case 0..<0x20, 0x7F: return (code(UInt32(byte)), 1)
    case 0xC2 where utf8[index + 1] < 0xA0: return (code(UInt32(utf8[index + 1])), 2)
    case 0xE2:
      let scalar =
        0x2000 | UInt32(utf8[index + 1] & 0x3F) << 6 | UInt32(utf8[index + 2] & 0x3F)
      let isControl = (0x202A...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
      return isControl ? (code(scalar), 3) : nil
    default: return nil
    }
  }

  private static func code(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  // MARK: Arrays and objects

  /// An array on one line.
  package static func array(_ elements: [JSON]) -> JSON {
    JSON([UInt8(ascii: "[")] + joined(elements) + [UInt8(ascii: "]")])
  }

  /// An array with each element on a line of its own, and with `endsLine` the closing bracket too.
  package static func lines(_ elements: [JSON], endsLine: Bool = false) -> JSON {
    let lineFeed = [UInt8(ascii: "\n")]
    let lines = joined(elements, each: lineFeed)
    return JSON(
      [UInt8(ascii: "[")] + lines + (endsLine ? lineFeed : []) + [UInt8(ascii: "]")])
  }

  /// An object with fields in the given order.
  package static func object(_ fields: [(String, JSON)]) -> JSON {
    var result: [UInt8] = [UInt8(ascii: "{")]
    result.reserveCapacity(fields.reduce(2) { $0 + $1.0.utf8.count + $1.1.bytes.count + 4 })
    for (index, field) in fields.enumerated() {
      if index > 0 { result.append(UInt8(ascii: ",")) }
      result += string(field.0).bytes
      result.append(UInt8(ascii: ":"))
      result += field.1.bytes
    }
    result.append(UInt8(ascii: "}"))
    return JSON(result)
  }

  /// An object without the fields that are `nil`.
  package static func object(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
    object(fields.compactMap { name, value in value.map { (name, $0) } })
  }

  /// The elements with `prefix` before each and a comma between them.
  private static func joined(_ elements: [JSON], each prefix: [UInt8] = []) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(elements.reduce(0) { $0 + $1.bytes.count + prefix.count + 1 })
    for (index, element) in elements.enumerated() {
      if index > 0 { result.append(UInt8(ascii: ",")) }
      result += prefix
      result += element.bytes
    }
    return result
  }
}
