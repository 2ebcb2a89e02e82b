import Diagnostics
import Text

/// Reads JSON (RFC 8259) into values.
///
/// Objects keep the order of their keys. `{"$safe": "…"}` becomes markup, for which JSON has no notation.
package struct JSONReader {
  /// The maximum nesting of arrays and objects.
  static let maximumDepth = 60
  /// The maximum size of a text in bytes.
  static let maximumSize = 64 << 20

  private let source: SourceText
  private let bytes: [UInt8]
  /// Whether all of the text is UTF-8; each string is tested only where it is not.
  private let isUTF8: Bool
  private var index = 0
  private var depth = 0

  /// Reads one value; O(n).
  ///
  /// Throws a `TemplateError` at the first byte that does not follow the grammar.
  package static func read(_ source: SourceText) throws(TemplateError) -> Value {
    var reader = JSONReader(source: source)
    guard source.bytes.count <= maximumSize else {
      throw reader.failure("this JSON is larger than \(maximumSize >> 20) MiB")
    }
    let value = try reader.value()
    reader.skipSpace()
    if reader.index < reader.bytes.count { throw reader.expected("the end") }
    return value
  }

  private init(source: SourceText) {
    self.source = source
    let bytes = source.bytes
    self.bytes = bytes
    isUTF8 = bytes.span.firstInvalidUTF8 == nil
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  /// Moves behind white space and a sign; returns false where another follows.
  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard byte == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  private mutating func skip(word: String) -> Bool {
    guard bytes[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  // MARK: Errors

  private func expected(_ what: String) -> TemplateError {
    failure("expected \(what) in this JSON")
  }

  private func failure(_ message: String, from start: Int? = nil) -> TemplateError {
    let start = start ?? index
    let end = max(start, min(index + (start == index ? 1 : 0), source.bytes.count))
    return TemplateError(
      Diagnostic(.templateData, message, at: source.location(of: start..<end)))
  }

  // MARK: Values

  private mutating func value() throws(TemplateError) -> Value {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { throw expected("at most \(Self.maximumDepth) levels") }
    if skip("{") { return try object() }
    if skip("[") {
      var items: [Value] = []
      if skip("]") { return .list(items) }
      repeat { items.append(try value()) } while skip(",")
      guard skip("]") else { throw expected("`,` or `]`") }
      return .list(items)
    }
    if skip("\"") { return .string(try string()) }
    if skip(word: "true") { return true }
    if skip(word: "false") { return false }
    if skip(word: "null") { return .none }
    return try number()
  }

  private mutating func object() throws(TemplateError) -> Value {
    var pairs: [(String, Value)] = []
    if skip("}") { return .record(Record(pairs)) }
    repeat {
      guard skip("\"") else { throw expected("a key") }
      let key = try string()
      guard skip(":") else { throw expected("`:`") }
      pairs.append((key, try value()))
    } while skip(",")
    guard skip("}") else { throw expected("`,` or `}`") }
    if pairs.count == 1, pairs[0].0 == "$safe", case .string(let html) = pairs[0].1 {
      return .safe(SafeHTML(html))
    }
    return .record(Record(pairs))
  }

  private mutating func number() throws(TemplateError) -> Value {
    let start = index
    if byte == UInt8(ascii: "-") { index += 1 }
    if byte == UInt8(ascii: "0") {
      index += 1
      if let byte, byte.isASCIIDigit { throw failure("a number in JSON cannot start with `0`") }
    } else {
      guard skipDigits() else {
        if index == start { throw expected("a value") }
        throw expected("a digit")
      }
    }
    let wholeEnd = index
    if byte == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() else { throw expected("a digit") }
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      index += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() else { throw expected("a digit") }
    }
    let text = source.text(start..<index)
    if index == wholeEnd, let number = Int(text) { return .int(number) }
    guard index > wholeEnd, let number = Double(text), number.isFinite else {
      throw failure("this number does not fit in 64 bits", from: start)
    }
    return .double(number)
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while let byte, byte.isASCIIDigit { index += 1 }
    return index > start
  }

  // MARK: Strings

  /// Reads a string after its opening quotation mark; without escapes its bytes are copied once.
  private mutating func string() throws(TemplateError) -> String {
    let start = index - 1
    var result: [UInt8] = []
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return try text(result, from: start)
      case 0..<0x20:
        throw failure("a string in JSON cannot contain a control character; write it as an escape")
      case UInt8(ascii: "\\"):
        index += 1
        try escape(into: &result)
      default:
        let run = plainRun()
        if result.isEmpty, self.byte == UInt8(ascii: "\"") {
          index += 1
          return try text(bytes[run], from: start)
        }
        result += bytes[run]
      }
    }
    throw expected("`\"`")
  }

  /// Reads bytes that stand for themselves.
  private mutating func plainRun() -> Range<Int> {
    let first = index
    while let byte, Self.isPlain(byte) { index += 1 }
    return first..<index
  }

  private func text(
    _ bytes: some Collection<UInt8>, from start: Int
  ) throws(TemplateError) -> String {
    if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("this string is not UTF-8", from: start)
    }
    return text
  }

  /// Whether a byte of a string stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "/"): 0x2F,
    UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "\""): 0x22,
  ]

  /// Reads an escape after its backslash, and appends its bytes.
  private mutating func escape(into result: inout [UInt8]) throws(TemplateError) {
    if let byte, let escaped = Self.escapes[byte] {
      index += 1
      result.append(escaped)
      return
    }
    let start = index - 1
    var units = [try unit()]
    if UTF16.isLeadSurrogate(units[0]), bytes[index...].starts(with: "\\u".utf8) {
      index += 1
      units.append(try unit())
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw failure("this escape is half of a surrogate pair", from: start)
    }
    result += text.utf8
  }

  /// Reads `u` and four hexadecimal digits, as a unit of UTF-16.
  private mutating func unit() throws(TemplateError) -> UInt16 {
    guard byte == UInt8(ascii: "u") else { throw expected("an escape") }
    index += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw expected("four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      index += 1
    }
    return unit
  }
}
