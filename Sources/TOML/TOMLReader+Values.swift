import Text
import YAML

/// Keys and values.
extension TOMLReader {
  /// A part of a key between dots.
  struct Key {
    let text: String
    let range: Range<Int>
  }

  mutating func dottedKey() throws -> [Key] {
    var keys: [Key] = []
    while true {
      skipBlanks()
      keys.append(try key())
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: ".") else { return keys }
      guard keys.count < Self.depthLimit else {
        throw Fault("more than \(Self.depthLimit) levels", index..<index + 1)
      }
      index += 1
    }
  }

  private mutating func key() throws -> Key {
    let start = index
    if index < end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
      let text = try string()
      return Key(text: text, range: start..<index)
    }
    while index < end, bytes[index].isASCIIAlphanumeric || "_-".utf8.contains(bytes[index]) {
      index += 1
    }
    guard index > start else {
      throw Fault("a key is expected here", start..<max(start, lineEnd))
    }
    return Key(text: String(decoding: bytes[start..<index], as: UTF8.self), range: start..<index)
  }

  mutating func value(depth: Int) throws -> YAMLNode {
    let start = index
    guard depth <= Self.depthLimit else {
      throw Fault("more than \(Self.depthLimit) levels", start..<start + 1)
    }
    guard index < end else { throw Fault("a value is missing", end..<end) }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = try string()
      return YAMLNode(.scalar(text, isPlain: false), range: start..<index)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "{"): return try inlineTable(depth: depth)
    default: return try word()
    }
  }

  /// A number, a date or a truth value.
  private mutating func word() throws -> YAMLNode {
    let start = index
    while index < end, bytes[index].isASCIIAlphanumeric || "+-_.:".utf8.contains(bytes[index]) {
      index += 1
    }
    // The time of a date may follow a space.
    if index - start == 10, index + 2 < end, bytes[index] == 0x20, bytes[index + 1].isASCIIDigit,
      bytes[start].isASCIIDigit
    {
      index += 1
      while index < end, bytes[index].isASCIIAlphanumeric || "+-.:".utf8.contains(bytes[index]) {
        index += 1
      }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let first = bytes[start]
    let isNumber = first.isASCIIDigit || first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    guard index > start, isNumber || ["true", "false", "inf", "nan"].contains(text) else {
      throw Fault(
        "a value is expected here; a text stands in quotation marks",
        start..<max(index, lineEnd))
    }
    return YAMLNode(.scalar(text, isPlain: true), range: start..<index)
  }

  private mutating func array(depth: Int) throws -> YAMLNode {
    let start = index
    index += 1
    var items: [YAMLNode] = []
    while true {
      skipLines()
      if index < end, bytes[index] == UInt8(ascii: "]") { break }
      items.append(try value(depth: depth + 1))
      skipLines()
      guard index < end, bytes[index] == UInt8(ascii: ",") else { break }
      index += 1
    }
    guard index < end, bytes[index] == UInt8(ascii: "]") else {
      throw Fault("this list does not end", start..<start + 1)
    }
    index += 1
    return YAMLNode(.sequence(items), range: start..<index)
  }

  private mutating func inlineTable(depth: Int) throws -> YAMLNode {
    let start = index
    index += 1
    let table = TOMLTable(range: start..<start + 1)
    skipBlanks()
    while index < end, bytes[index] != UInt8(ascii: "}") {
      let keys = try dottedKey()
      try take("=", "an equals sign is missing after this key")
      skipBlanks()
      try Self.set(keys, value(depth: depth + 1), in: table)
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: ",") else { break }
      index += 1
      skipBlanks()
    }
    try take("}", "a brace is missing at the end of this table")
    var node = table.node
    node.range = start..<index
    return node
  }

  // MARK: Texts

  private mutating func string() throws -> String {
    let sign = bytes[index]
    let isLiteral = sign == UInt8(ascii: "'")
    let start = index
    let isLong = bytes[index..<end].prefix(3).elementsEqual([sign, sign, sign])
    index += isLong ? 3 : 1
    if isLong {
      // A line end right after the marks does not belong to the text.
      if index < end, bytes[index] == 0x0D { index += 1 }
      if index < end, bytes[index] == 0x0A { index += 1 }
    }
    var text: [UInt8] = []
    while index < end {
      let byte = bytes[index]
      if byte == sign, !isLong || isEndOfLong(sign) {
        index += 1
        if isLong {
          // Up to two quotation marks may stand before those that end the text.
          index += 2
          while index < end, bytes[index] == sign {
            text.append(sign)
            index += 1
          }
        }
        return String(decoding: text, as: UTF8.self)
      }
      if byte == 0x0A, !isLong { break }
      if byte == UInt8(ascii: "\\"), !isLiteral {
        try escape(into: &text, isLong: isLong)
      } else {
        text.append(byte)
        index += 1
      }
    }
    throw Fault("this text does not end", start..<start + 1)
  }

  private func isEndOfLong(_ sign: UInt8) -> Bool {
    bytes[index..<end].prefix(3).elementsEqual([sign, sign, sign])
  }

  private mutating func escape(into text: inout [UInt8], isLong: Bool) throws {
    let start = index
    index += 2
    guard index <= end else { throw Fault("this text does not end", start..<end) }
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "e"): 0x1B,
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    ]
    let sign = bytes[start + 1]
    if let byte = simple[sign] {
      text.append(byte)
    } else if sign == UInt8(ascii: "u") || sign == UInt8(ascii: "U") {
      let digits = bytes[index..<end].prefix(sign == UInt8(ascii: "u") ? 4 : 8)
      index = digits.endIndex
      guard let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      else { throw Fault("this is no character", start..<index) }
      text += Array(String(scalar).utf8)
    } else if isLong, sign.isASCIISpace {
      while index < end, bytes[index].isASCIISpace { index += 1 }
    } else {
      throw Fault(
        "this is no escape; a text in single quotation marks has none",
        start..<min(index, end))
    }
  }
}
