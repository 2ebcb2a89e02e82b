/// Printing as Python's `str` and `repr` do it.
extension Value {
  /// The text that printing shows, before any escaping.
  ///
  /// Throws where the value is or holds something undefined, or is larger than `limit` bytes.
  func string(limit: Int) throws -> String {
    switch self {
    case .string(let text): return text
    case .safe(let safe): return safe.html
    case .int(let number): return String(number)
    default:
      var bytes: [UInt8] = []
      try write(into: &bytes, limit: limit)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The text of `repr(value)`.
  func representation(limit: Int) throws -> String {
    var bytes: [UInt8] = []
    try writeRepresentation(into: &bytes, limit: limit, depth: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes `str(value)`.
  func write(into bytes: inout [UInt8], limit: Int) throws {
    switch self {
    case .undefined(let undefined):
      if !undefined.isLenient { throw TemplateError(undefined) }
    case .string(let text): bytes.append(text: text)
    case .safe(let safe): bytes.append(text: safe.html)
    case .int(let number): bytes.append(number: number)
    case .none: bytes.append(text: "None")
    case .bool(let flag): bytes.append(text: flag ? "True" : "False")
    case .double(let number): bytes.append(text: number.description)
    default: try writeRepresentation(into: &bytes, limit: bytes.count + limit, depth: 0)
    }
  }

  /// Writes `repr(value)`, as elements of a printed list are shown.
  func writeRepresentation(
    into bytes: inout [UInt8], limit: Int, depth: Int
  ) throws {
    guard bytes.count <= limit, depth < 200 else {
      throw TemplateError.limit("the value is too large to be printed")
    }
    switch self {
    case .string(let text): bytes.append(quoting: text)
    case .safe(let safe):
      bytes.append(text: "Markup(")
      bytes.append(quoting: safe.html)
      bytes.append(UInt8(ascii: ")"))
    case .list(let values):
      try Self.write(values, "[", "]", into: &bytes, limit, depth)
    case .tuple(let values):
      try Self.write(values, "(", values.count == 1 ? ",)" : ")", into: &bytes, limit, depth)
    case .map(let map): try Self.write(map.pairs, into: &bytes, limit, depth)
    case .record(let record): try Self.write(record.pairs, into: &bytes, limit, depth)
    case .object(let object): bytes.append(text: object.summary)
    default: try write(into: &bytes, limit: limit)
    }
  }

  private static func write(
    _ values: [Value], _ open: String, _ close: String, into bytes: inout [UInt8], _ limit: Int,
    _ depth: Int
  ) throws {
    bytes.append(text: open)
    for index in values.indices {
      if index > 0 { bytes.append(text: ", ") }
      try values[index].writeRepresentation(into: &bytes, limit: limit, depth: depth + 1)
    }
    bytes.append(text: close)
  }

  private static func write(
    _ pairs: Zip2Sequence<[String], [Value]>, into bytes: inout [UInt8], _ limit: Int,
    _ depth: Int
  ) throws {
    bytes.append(text: "{")
    var isFirst = true
    for (key, value) in pairs {
      if !isFirst { bytes.append(text: ", ") }
      isFirst = false
      bytes.append(quoting: key)
      bytes.append(text: ": ")
      try value.writeRepresentation(into: &bytes, limit: limit, depth: depth + 1)
    }
    bytes.append(text: "}")
  }
}

extension [UInt8] {
  /// Appends `text` as Python writes a string literal.
  mutating func append(quoting text: String) {
    let hasSingle = text.utf8.contains(UInt8(ascii: "'"))
    let quote: Unicode.Scalar = hasSingle && !text.utf8.contains(UInt8(ascii: "\"")) ? "\"" : "'"
    append(UInt8(ascii: quote))
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\":
        append(UInt8(ascii: "\\"))
        append(UInt8(ascii: scalar))
      case "\n": append(text: "\\n")
      case "\r": append(text: "\\r")
      case "\t": append(text: "\\t")
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A1}", "\u{AD}": append(hex: scalar.value)
      default: append(contentsOf: Array(String(scalar).utf8))
      }
    }
    append(UInt8(ascii: quote))
  }

  private mutating func append(hex value: UInt32) {
    let digits = String(value, radix: 16)
    append(text: "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits)
  }
}
