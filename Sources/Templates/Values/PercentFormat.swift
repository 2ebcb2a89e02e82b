/// Formats text as Python's `%` does, for `"%s of %d" % (a, b)` and the filter `format`.
struct PercentFormat {
  /// The rest of the format, and the values that are not used yet.
  private var rest: Substring.UnicodeScalarView
  private var items: ArraySlice<Value>
  private let named: Record?
  private let isSafe: Bool
  private let limits: Limits

  /// Fills the fields of a format.
  ///
  /// Throws where the values do not fit in kind or number.
  static func apply(
    _ text: String, _ items: [Value], named: Record?, isSafe: Bool, limits: Limits
  ) throws -> Value {
    var format = PercentFormat(
      rest: Substring(text).unicodeScalars, items: items[...], named: named, isSafe: isSafe,
      limits: limits)
    var result = format.rest.take { $0 != "%" }
    while format.rest.popFirst() != nil {
      result += try format.place() + format.rest.take { $0 != "%" }
      try limits.check(textSize: result.utf8.count)
    }
    if !format.items.isEmpty, named == nil || format.items.count < items.count {
      throw TemplateError("the format has fewer fields than there are values")
    }
    return isSafe ? .safe(SafeHTML(result)) : .string(result)
  }

  /// Reads a width or a number of decimals; `nil` where there is none.
  private mutating func number() throws -> Int? {
    let digits = rest.take { "0"..."9" ~= $0 }
    if digits.isEmpty { return nil }
    let number = Int(digits) ?? .max
    try limits.check(textSize: number)
    return number
  }

  /// Reads a field, such as `%(name)-8.2f`, and returns its text.
  private mutating func place() throws -> String {
    var key: String?
    if rest.first == "(", rest.contains(")") {
      key = String(rest.take { $0 != ")" }.dropFirst())
      rest.removeFirst()
    }
    let flags = rest.take { "-+ 0#".unicodeScalars.contains($0) }.filter { $0 != "#" }
    let width = try number() ?? 0
    var precision: Int?
    if rest.first == "." {
      rest.removeFirst()
      precision = try number() ?? 0
      guard precision ?? 0 <= 400 else {
        throw TemplateError.limit("a format has at most 400 decimals")
      }
    }
    guard let kind = rest.popFirst() else {
      throw TemplateError("the format ends within a field")
    }
    if kind == "%" { return "%" }
    guard let value = key.map({ named?[$0] }) ?? items.popFirst() else {
      throw TemplateError(
        key.map { "no value is named `\($0)`" } ?? "the format needs more values")
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
      return try Number.format("%\(flags)\(width)\(size)\(kind)", [Self.number(value).double])
    default:
      throw TemplateError("`%\(kind)` is not a field of a format", help: "`%%` prints a `%`")
    }
  }

  private static func number(_ value: Value) throws -> Number {
    guard let number = value.number else {
      throw TemplateError("the format needs a number, not \(value.kindName)")
    }
    return number
  }
}
