import Templates

/// Reads JSON into values, keeping the order of keys, which Foundation does not.
///
/// An object `{"$safe": "…"}` is markup.
struct JSONReader {
  struct Failure: Error {}

  private var bytes: ArraySlice<UInt8>

  static func read(_ text: String) throws -> Value {
    var reader = JSONReader(bytes: Array(text.utf8)[...])
    let value = try reader.value()
    reader.skipSpace()
    guard reader.bytes.isEmpty else { throw Failure() }
    return value
  }

  private mutating func skipSpace() {
    bytes = bytes.drop { $0 == 0x20 || ($0 >= 9 && $0 <= 13) }
  }

  private mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard let first = bytes.first, first == character.asciiValue else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func value() throws -> Value {
    skipSpace()
    if skip("{") { return try object() }
    if skip("[") {
      var items: [Value] = []
      while !skip("]") {
        items.append(try value())
        _ = skip(",")
      }
      return .list(items)
    }
    if skip("\"") { return .string(try string()) }
    let word = bytes.prefix { !" ,]}\n\r\t".utf8.contains($0) }
    bytes = bytes.dropFirst(word.count)
    switch String(decoding: word, as: UTF8.self) {
    case "true": return true
    case "false": return false
    case "null": return .none
    case let text:
      if let number = Int(text) { return .int(number) }
      guard let number = Double(text) else { throw Failure() }
      return .double(number)
    }
  }

  private mutating func object() throws -> Value {
    var pairs: [(String, Value)] = []
    while !skip("}") {
      guard skip("\"") else { throw Failure() }
      let key = try string()
      guard skip(":") else { throw Failure() }
      pairs.append((key, try value()))
      _ = skip(",")
    }
    if pairs.count == 1, pairs[0].0 == "$safe", let html = pairs[0].1.text {
      return .safe(SafeHTML(html))
    }
    return .map(Map(pairs))
  }

  private mutating func string() throws -> String {
    var result: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\"), let escape = bytes.popFirst() else {
        result.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes.prefix(4), as: UTF8.self)
        bytes = bytes.dropFirst(4)
        guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
          throw Failure()
        }
        result += Array(String(scalar).utf8)
      default: result.append(escape)
      }
    }
    throw Failure()
  }
}
