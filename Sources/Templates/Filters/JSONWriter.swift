/// Writes values as JSON that is safe within `<script>` and quoted attributes.
enum JSONWriter {
  enum Style {
    /// As Jinja2's `tojson`: sorted keys, a space behind `,` and `:`, ASCII only.
    case jinja(indent: Int?)
    /// No spaces, keys in their order, text as it is.
    case compact
  }

  static func write(
    _ value: Value, _ style: Style, limit: Int
  ) throws(FilterError) -> String {
    var bytes: [UInt8] = []
    try write(value, style, into: &bytes, limit, 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(
    _ value: Value, _ style: Style, into bytes: inout [UInt8], _ limit: Int, _ depth: Int
  ) throws(FilterError) {
    guard bytes.count <= limit, depth < 100 else {
      throw .limit("the value is too large to be written as JSON")
    }
    switch value {
    case .undefined(let undefined): throw FilterError(undefined: undefined)
    case .none: bytes.append(text: "null")
    case .bool(let flag): bytes.append(text: flag ? "true" : "false")
    case .int(let number): bytes.append(number: number)
    case .double(let number):
      guard number.isFinite else { throw FilterError("JSON has no number for \(number)") }
      bytes.append(text: number.description)
    case .string(let text): append(text, style, into: &bytes)
    case .safe(let safe): append(safe.html, style, into: &bytes)
    case .list(let items), .tuple(let items):
      try write(items.map { (nil, $0) }, "[", "]", style, into: &bytes, limit, depth)
    case .map, .record:
      var pairs = value.mapping.map { map in map.pairs.map { ($0.0 as String?, $0.1) } } ?? []
      if case .jinja = style {
        pairs.sort { ($0.0 ?? "").utf8.lexicographicallyPrecedes(($1.0 ?? "").utf8) }
      }
      try write(pairs, "{", "}", style, into: &bytes, limit, depth)
    case .object(let object): throw FilterError("\(object.kindName) cannot be written as JSON")
    }
  }

  private static func write(
    _ items: [(String?, Value)], _ open: String, _ close: String, _ style: Style,
    into bytes: inout [UInt8], _ limit: Int, _ depth: Int
  ) throws(FilterError) {
    bytes.append(text: open)
    for (index, (key, value)) in items.enumerated() {
      if index > 0 { bytes.append(text: separator(style)) }
      newLine(style, depth + 1, into: &bytes)
      if let key {
        append(key, style, into: &bytes)
        if case .compact = style { bytes.append(text: ":") } else { bytes.append(text: ": ") }
      }
      try write(value, style, into: &bytes, limit, depth + 1)
    }
    if !items.isEmpty { newLine(style, depth, into: &bytes) }
    bytes.append(text: close)
  }

  private static func separator(_ style: Style) -> String {
    if case .jinja(indent: nil) = style { ", " } else { "," }
  }

  private static func newLine(_ style: Style, _ depth: Int, into bytes: inout [UInt8]) {
    guard case .jinja(let width?) = style else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: width * depth))
  }

  private static func append(_ text: String, _ style: Style, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(text: "\\\"")
      case "\\": bytes.append(text: "\\\\")
      case "\n": bytes.append(text: "\\n")
      case "\r": bytes.append(text: "\\r")
      case "\t": bytes.append(text: "\\t")
      case "\u{08}": bytes.append(text: "\\b")
      case "\u{0C}": bytes.append(text: "\\f")
      case "<", ">", "&", "'", "\u{0}"..<" ", "\u{2028}", "\u{2029}":
        appendUnit(UInt16(truncatingIfNeeded: scalar.value), into: &bytes)
      default:
        if case .jinja = style, !scalar.isASCII {
          for unit in String(scalar).utf16 { appendUnit(unit, into: &bytes) }
        } else {
          bytes.append(text: String(scalar))
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendUnit(_ unit: UInt16, into bytes: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    bytes.append(text: "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
  }
}
