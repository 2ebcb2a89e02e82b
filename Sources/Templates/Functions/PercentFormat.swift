/// `"%s of %d" % (a, b)` and the filter `format`, as Python's `%` does it.
struct PercentFormat {
  private let bytes: [UInt8]
  private var index = 0
  private let limits: Settings.Limits

  /// The text with its places filled; throws where kinds or numbers of values do not fit.
  static func apply(
    _ format: String, _ items: [Value], named: Record?, isSafe: Bool,
    limits: Settings.Limits
  ) throws -> Value {
    var reader = PercentFormat(bytes: Array(format.utf8), limits: limits)
    var result = Output()
    var rest = items[...]
    while reader.index < reader.bytes.count {
      let byte = reader.bytes[reader.index]
      reader.index += 1
      if byte != UInt8(ascii: "%") {
        result.append(String(Unicode.Scalar(byte)))
      } else {
        result.append(try reader.place(&rest, named, isSafe))
      }
      try limits.check(textSize: result.count)
    }
    if !rest.isEmpty, named == nil || rest.count < items.count {
      throw TemplateError("the format has fewer places than there are values")
    }
    let text = result.take()
    return isSafe ? .safe(SafeHTML(text)) : .string(text)
  }

  private var byte: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Reads the bytes that are among `allowed`.
  private mutating func take(_ allowed: String) -> String {
    let start = index
    while index < bytes.count, allowed.utf8.contains(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// A width or a number of decimals, or `nil` where none is given.
  private mutating func number() throws -> Int? {
    let digits = take("0123456789")
    if digits.isEmpty { return nil }
    let number = Int(digits) ?? .max
    try limits.check(textSize: number)
    return number
  }

  /// The text of one place, such as `%(name)-8.2f`.
  private mutating func place(
    _ items: inout ArraySlice<Value>, _ named: Record?, _ isSafe: Bool
  ) throws -> String {
    var key: String?
    if byte == UInt8(ascii: "("), let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) {
      key = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      index = end + 1
    }
    let flags = take("-+ 0#").filter { $0 != "#" }
    let width = try number() ?? 0
    var precision: Int?
    if byte == UInt8(ascii: ".") {
      index += 1
      precision = try number() ?? 0
      guard precision ?? 0 <= 400 else {
        throw TemplateError.limit("a format has at most 400 decimals")
      }
    }
    guard index < bytes.count else { throw TemplateError("the format ends within a place") }
    let kind = Unicode.Scalar(byte)
    index += 1
    if kind == "%" { return "%" }
    guard let value = key.map({ named?[$0] }) ?? items.popFirst() else {
      throw TemplateError(
        key.map { "no value is named `\($0)`" } ?? "the format wants more values")
    }
    let size = precision.map { ".\($0)" } ?? ""
    switch kind {
    case "s", "r":
      var text =
        try kind == "s"
        ? value.string(limit: limits.textSize) : value.representation(limit: limits.textSize)
      if isSafe, !value.isSafe { text = escaped(text) }
      if let precision { text = String(text.unicodeScalars.prefix(precision)) }
      let missing = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
      return flags.contains("-") ? text + missing : missing + text
    case "d", "i", "u", "x", "X", "o":
      let whole = try Self.number(value).truncated()
      // C has no sign for other bases than ten.
      let letter = kind == "i" || kind == "u" ? "d" : String(kind)
      let sign = whole < 0 && letter != "d" ? "-" : ""
      let text = Number.format(
        "%\(flags)\(max(0, width - sign.utf8.count))\(size)l\(letter)",
        [letter == "d" ? whole : Int(bitPattern: whole.magnitude)])
      return sign + text
    case "f", "F", "e", "E", "g", "G":
      return Number.format("%\(flags)\(width)\(size)\(kind)", [try Self.number(value).double])
    default:
      throw TemplateError("`%\(kind)` is no place of a format", help: "`%%` prints a `%`")
    }
  }

  private static func number(_ value: Value) throws -> Number {
    guard let number = value.number else {
      throw TemplateError("the format wants a number, and this is \(value.kindName)")
    }
    return number
  }
}
