/// Writes values as JSON that is safe within `<script>` and quoted attributes.
///
/// As Jinja2's `tojson`: sorted keys, a space behind `,` and `:`, ASCII only. Compact JSON has no
/// spaces, keys in their order, text as it is.
struct JSONWriter: ~Copyable {
  private let limit: Int
  private let indent: Int?
  private let isCompact: Bool
  private var bytes = Output()
  private var depth = 0

  /// The value as JSON, which is markup; throws for what JSON has no word for.
  static func json(_ call: Call, indent: Int? = nil, isCompact: Bool = false) throws -> Value {
    var writer = JSONWriter(
      limit: call.environment.limits.textSize, indent: indent, isCompact: isCompact)
    try writer.write(call.input)
    return .safe(SafeHTML(writer.bytes.take()))
  }

  private mutating func write(_ value: Value) throws {
    guard bytes.count <= limit, depth < 100 else {
      throw TemplateError.limit("the value is too large to be written as JSON")
    }
    switch value {
    case .undefined(let undefined): throw TemplateError(undefined)
    case .none: bytes.append("null")
    case .bool(let flag): bytes.append(flag ? "true" : "false")
    case .int(let number): bytes.append(String(number))
    case .double(let number):
      guard number.isFinite else { throw TemplateError("JSON has no number for \(number)") }
      bytes.append(number.description)
    case .string(let text): write(text)
    case .safe(let safe): write(safe.html)
    case .list(let items), .tuple(let items): try write(items.map { (nil, $0) }, "[", "]")
    case .record(let record):
      var pairs = record.pairs.map { ($0.0 as String?, $0.1) }
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
    bytes.append(open)
    depth += 1
    for (index, (key, value)) in items.enumerated() {
      if index > 0 { bytes.append(isCompact || indent != nil ? "," : ", ") }
      newLine()
      if let key {
        write(key)
        bytes.append(isCompact ? ":" : ": ")
      }
      try write(value)
    }
    depth -= 1
    if !items.isEmpty { newLine() }
    bytes.append(close)
  }

  private mutating func newLine() {
    guard let indent else { return }
    bytes.append("\n" + String(repeating: " ", count: indent * depth))
  }

  private mutating func write(_ text: String) {
    bytes.append("\"")
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append(text)
    } else {
      for scalar in text.unicodeScalars { write(scalar) }
    }
    bytes.append("\"")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") && !isSpecial(byte)
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append("\\\"")
    case "\\": bytes.append("\\\\")
    case "\n": bytes.append("\\n")
    case "\r": bytes.append("\\r")
    case "\t": bytes.append("\\t")
    case "\u{08}": bytes.append("\\b")
    case "\u{0C}": bytes.append("\\f")
    case "<", ">", "&", "'", "\u{0}"..<" ", "\u{2028}", "\u{2029}": writeUnits(scalar)
    case " "..."~": bytes.append(String(scalar))
    default: if isCompact { bytes.append(String(scalar)) } else { writeUnits(scalar) }
    }
  }

  private mutating func writeUnits(_ scalar: Unicode.Scalar) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      bytes.append("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
    }
  }
}
