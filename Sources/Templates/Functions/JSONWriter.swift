/// Writes values as JSON that is safe within `<script>` and quoted attributes.
///
/// As Jinja2's `tojson`: sorted keys, a space behind `,` and `:`, ASCII only. Compact JSON has no
/// spaces, keys in their order, text as it is.
struct JSONWriter {
  let limit: Int
  var indent: Int?
  var isCompact = false
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  init(limit: Int, indent: Int? = nil, isCompact: Bool = false) {
    self.limit = limit
    self.indent = indent
    self.isCompact = isCompact
  }

  /// Writes a value; throws for what JSON has no word for.
  mutating func write(_ value: Value) throws {
    guard bytes.count <= limit, depth < 100 else {
      throw TemplateError.limit("the value is too large to be written as JSON")
    }
    switch value {
    case .undefined(let undefined): throw TemplateError(undefined)
    case .none: bytes.append(text: "null")
    case .bool(let flag): bytes.append(text: flag ? "true" : "false")
    case .int(let number): bytes.append(number: number)
    case .double(let number):
      guard number.isFinite else { throw TemplateError("JSON has no number for \(number)") }
      bytes.append(text: number.description)
    case .string(let text): write(text)
    case .safe(let safe): write(safe.html)
    case .list(let items), .tuple(let items): try write(items.map { (nil, $0) }, "[", "]")
    case .map, .record:
      var pairs = value.mapping?.pairs.map { ($0.0 as String?, $0.1) } ?? []
      if !isCompact {
        pairs.sort { ($0.0 ?? "").utf8.lexicographicallyPrecedes(($1.0 ?? "").utf8) }
      }
      try write(pairs, "{", "}")
    case .object(let object):
      throw TemplateError("\(object.kind.rawValue) cannot be written as JSON")
    }
  }

  private mutating func write(
    _ items: [(String?, Value)], _ open: String, _ close: String
  ) throws {
    bytes.append(text: open)
    depth += 1
    for (index, (key, value)) in items.enumerated() {
      if index > 0 { bytes.append(text: isCompact || indent != nil ? "," : ", ") }
      newLine()
      if let key {
        write(key)
        bytes.append(text: isCompact ? ":" : ": ")
      }
      try write(value)
    }
    depth -= 1
    if !items.isEmpty { newLine() }
    bytes.append(text: close)
  }

  private mutating func newLine() {
    guard let indent else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * depth))
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy(isPlain) {
      bytes.append(text: text)
    } else {
      for scalar in text.unicodeScalars { write(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && !"\"\\<>&'".utf8.contains(byte)
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(text: "\\\"")
    case "\\": bytes.append(text: "\\\\")
    case "\n": bytes.append(text: "\\n")
    case "\r": bytes.append(text: "\\r")
    case "\t": bytes.append(text: "\\t")
    case "\u{08}": bytes.append(text: "\\b")
    case "\u{0C}": bytes.append(text: "\\f")
    case "<", ">", "&", "'", "\u{0}"..<" ", "\u{2028}", "\u{2029}": writeUnits(scalar)
    case " "..."~": bytes.append(UInt8(ascii: scalar))
    default: if isCompact { bytes.append(text: String(scalar)) } else { writeUnits(scalar) }
    }
  }

  private mutating func writeUnits(_ scalar: Unicode.Scalar) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      bytes.append(text: "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
    }
  }
}
