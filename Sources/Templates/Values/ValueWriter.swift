import Text

/// Writes values as Python prints them, or as JSON that is safe in `<script>` elements and quoted attributes.
struct ValueWriter: ~Copyable {
  /// The notation.
  struct Style {
    var isJSON = true
    /// Writes no spaces, keeps the order of keys, and does not escape characters beyond ASCII.
    var isCompact = false
    /// The indentation of each level in spaces; `nil` to write everything on one line.
    var indent: Int?

    static let python = Style(isJSON: false)
  }

  private let style: Style
  private let limit: Int
  private var bytes = Output()
  private var depth = 0

  /// The text of a value.
  ///
  /// Throws where the value has an undefined part or one that JSON cannot represent, and where the text is larger than
  /// `limit` bytes.
  static func text(of value: Value, _ style: Style, limit: Int) throws -> String {
    var writer = ValueWriter(style: style, limit: limit)
    try writer.write(value)
    return writer.bytes.take()
  }

  private mutating func write(_ value: Value) throws {
    guard bytes.count <= limit, depth < 100 else {
      let verb = style.isJSON ? "written as JSON" : "printed"
      throw TemplateError.limit("the value is too large to be \(verb)")
    }
    switch value {
    case .undefined(let undefined):
      if style.isJSON || !undefined.isLenient { throw TemplateError(undefined) }
    case .none: bytes.append(style.isJSON ? "null" : "None")
    case .bool(let flag): bytes.append(style.isJSON ? "\(flag)" : flag ? "True" : "False")
    case .int(let number): bytes.append(String(number))
    case .double(let number):
      if style.isJSON, !number.isFinite {
        throw TemplateError("JSON has no number for \(number)")
      }
      bytes.append(number.description)
    case .string(let text): quote(text)
    case .safe(let safe) where style.isJSON: quote(safe.html)
    case .safe(let safe):
      bytes.append("Markup(")
      quote(safe.html)
      bytes.append(")")
    case .tuple(let items) where !style.isJSON:
      try write(items.map { (nil, $0) }, "(", items.count == 1 ? ",)" : ")")
    case .list(let items), .tuple(let items): try write(items.map { (nil, $0) }, "[", "]")
    case .record(let record):
      var pairs = record.pairs.map { ($0.0 as String?, $0.1) }
      if style.isJSON, !style.isCompact {
        pairs.sort { ($0.0 ?? "").utf8.lexicographicallyPrecedes(($1.0 ?? "").utf8) }
      }
      try write(pairs, "{", "}")
    case .object(let object):
      if style.isJSON { throw TemplateError("\(value.kindName) cannot be written as JSON") }
      bytes.append(object.summary)
    }
  }

  private mutating func write(
    _ items: [(key: String?, value: Value)], _ open: String, _ close: String
  ) throws {
    bytes.append(open)
    depth += 1
    for (index, (key, value)) in items.enumerated() {
      if index > 0 { bytes.append(style.isCompact || style.indent != nil ? "," : ", ") }
      startLine()
      if let key {
        quote(key)
        bytes.append(style.isCompact ? ":" : ": ")
      }
      try write(value)
    }
    depth -= 1
    if !items.isEmpty { startLine() }
    bytes.append(close)
  }

  private mutating func startLine() {
    guard let indent = style.indent else { return }
    bytes.append("\n" + String(repeating: " ", count: indent * depth))
  }

  // MARK: Text

  private mutating func quote(_ text: String) {
    let isDouble = style.isJSON || (text.utf8.contains(0x27) && !text.utf8.contains(0x22))
    let quote: Unicode.Scalar = isDouble ? "\"" : "'"
    bytes.append(String(quote))
    defer { bytes.append(String(quote)) }
    let isPlain = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(Self.isPlain) }
    if isPlain == true { return bytes.append(text) }
    var rest = text[...]
    while let index = rest.utf8.firstIndex(where: { !Self.isPlain($0) }) {
      bytes.append(String(rest[..<index]))
      write(rest.unicodeScalars[index], quote)
      rest = rest[rest.unicodeScalars.index(after: index)...]
    }
    bytes.append(String(rest))
  }

  /// Whether a byte is written unchanged in all notations.
  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte && byte != UInt8(ascii: "\\") && !byte.isMarkup
  }

  private mutating func write(_ scalar: Unicode.Scalar, _ quote: Unicode.Scalar) {
    switch scalar {
    case quote, "\\": bytes.append("\\\(scalar)")
    case "\n": bytes.append("\\n")
    case "\r": bytes.append("\\r")
    case "\t": bytes.append("\\t")
    case "\u{08}" where style.isJSON: bytes.append("\\b")
    case "\u{0C}" where style.isJSON: bytes.append("\\f")
    case "\u{0}"..<" ": writeCode(scalar)
    case "<", ">", "&", "'", "\u{2028}", "\u{2029}":
      if style.isJSON { writeCode(scalar) } else { bytes.append(String(scalar)) }
    case "\u{7F}" where style.isJSON && !style.isCompact: writeCode(scalar)
    default:
      let isPlain = style.isJSON ? scalar.isASCII || style.isCompact : scalar.isPrintable
      if isPlain { bytes.append(String(scalar)) } else { writeCode(scalar) }
    }
  }

  /// Writes a character as its code: `\u001f` in JSON, and the shortest form in Python, such as `\x1f`.
  private mutating func writeCode(_ scalar: Unicode.Scalar) {
    func write(_ prefix: String, _ width: Int, _ number: UInt32) {
      let digits = String(number, radix: 16)
      bytes.append(prefix + String(repeating: "0", count: width - digits.utf8.count) + digits)
    }
    if style.isJSON {
      for unit in String(scalar).utf16 { write("\\u", 4, UInt32(unit)) }
    } else if scalar.value < 0x100 {
      write("\\x", 2, scalar.value)
    } else if scalar.value < 0x10000 {
      write("\\u", 4, scalar.value)
    } else {
      write("\\U", 8, scalar.value)
    }
  }
}

extension Value {
  /// The text that printing the value shows, before escaping.
  func string(limit: Int) throws -> String {
    switch self {
    case .string(let text): text
    case .safe(let safe): safe.html
    case .int(let number): String(number)
    default: try representation(limit: limit)
    }
  }

  /// The text of Python's `repr(value)`, in which text has quotation marks.
  func representation(limit: Int) throws -> String {
    try ValueWriter.text(of: self, .python, limit: limit)
  }
}
