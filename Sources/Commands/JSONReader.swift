import Diagnostics
import Templates

/// Reads JSON (RFC 8259) into values, keeping the order of keys.
///
/// `{"$safe": "…"}` is markup, which JSON has no other word for.
package struct JSONReader {
  private let source: SourceText
  private var index = 0
  private var depth = 0

  /// The value of a text; throws a located `TemplateError` where it is no JSON.
  package static func read(_ source: SourceText) throws(TemplateError) -> Value {
    var reader = JSONReader(source: source)
    do {
      let value = try reader.value()
      reader.skipSpace()
      if reader.index < source.bytes.count { throw reader.expected("the end") }
      return value
    } catch {
      throw error as? TemplateError ?? reader.expected("JSON")
    }
  }

  private var byte: UInt8 { index < source.bytes.count ? source.bytes[index] : 0 }

  private mutating func skipSpace() {
    while [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  private func expected(_ what: String) -> TemplateError {
    let location = source.location(of: index..<min(index + 1, source.bytes.count))
    return TemplateError(
      Diagnostic(.templateData, "expected \(what) in this JSON", at: location))
  }

  private mutating func skip(_ text: String) -> Bool {
    skipSpace()
    guard source.bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }

  private mutating func value() throws -> Value {
    depth += 1
    defer { depth -= 1 }
    if depth > 60 { throw expected("at most 60 levels") }
    if skip("{") {
      let pairs = try items(until: "}") { reader in
        guard reader.skip("\"") else { throw reader.expected("a key") }
        let key = try reader.string()
        guard reader.skip(":") else { throw reader.expected("`:`") }
        return (key, try reader.value())
      }
      if pairs.count == 1, pairs[0].0 == "$safe", let html = pairs[0].1.text {
        return .safe(SafeHTML(html))
      }
      return .record(Record(pairs))
    }
    if skip("[") { return .list(try items(until: "]") { try $0.value() }) }
    if skip("\"") { return .string(try string()) }
    for (word, value) in [("true", true), ("false", false), ("null", Value.none)]
    where skip(word) {
      return value
    }
    return try number()
  }

  private mutating func items<T>(
    until end: String, _ read: (inout JSONReader) throws -> T
  ) throws -> [T] {
    var items: [T] = []
    if skip(end) { return items }
    repeat { items.append(try read(&self)) } while skip(",")
    guard skip(end) else { throw expected("`,` or `\(end)`") }
    return items
  }

  private mutating func number() throws -> Value {
    let start = index
    while "0123456789+-.eE".utf8.contains(byte) { index += 1 }
    let text = source.text(start..<index)
    if let number = Int(text), !text.hasPrefix("+") { return .int(number) }
    guard text.last?.isNumber == true, let number = Double(text), number.isFinite else {
      index = start
      throw expected("a value")
    }
    return .double(number)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "/"): 0x2F,
    UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "\""): 0x22,
  ]

  private mutating func string() throws -> String {
    var result: [UInt8] = []
    while index < source.bytes.count {
      let byte = byte
      index += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
      if byte != UInt8(ascii: "\\") {
        result.append(byte)
      } else if let escape = Self.escapes[self.byte] {
        index += 1
        result.append(escape)
      } else {
        result += String(decoding: try units(), as: UTF16.self).utf8
      }
    }
    throw expected("`\"`")
  }

  /// The units of one or more `\u…`, the first without its backslash.
  private mutating func units() throws -> [UInt16] {
    var units: [UInt16] = []
    repeat {
      guard skip("u"), index + 4 <= source.bytes.count,
        let unit = UInt16(source.text(index..<index + 4), radix: 16)
      else { throw expected("an escape") }
      units.append(unit)
      index += 4
    } while source.bytes[index...].starts(with: "\\u".utf8) && skip("\\")
    return units
  }
}
