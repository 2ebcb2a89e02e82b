/// Formats text as Python's `str.format` does, for `"{} of {:,.2f}".format(a, b)`.
struct BraceFormat {
  private let call: Call
  private var rest: Substring.UnicodeScalarView
  /// The number of fields so far without a name and number; `nil` after a field with a number.
  private var nextIndex: Int? = 0

  /// Fills the fields of the input with the arguments.
  ///
  /// Throws where these do not fit.
  static func apply(_ call: Call) throws -> Value {
    var format = BraceFormat(call: call, rest: Substring(try call.text).unicodeScalars)
    return try call.result(try format.text(depth: 0))
  }

  /// Reads text up to the end, or within a specification up to its closing brace.
  private mutating func text(depth: Int) throws -> String {
    var result = ""
    while let scalar = rest.first {
      if scalar == "}", depth > 0 { break }
      rest.removeFirst()
      if scalar == "{" || scalar == "}", depth == 0, rest.first == scalar {
        rest.removeFirst()
        result.unicodeScalars.append(scalar)
      } else if scalar == "{" {
        guard depth < 2 else { throw TemplateError("the fields of a format are nested too deeply") }
        result += try field(depth: depth)
      } else if scalar == "}" {
        throw TemplateError(
          "the format has a `}` without a `{`", help: "write `}}` for a `}`")
      } else {
        result.unicodeScalars.append(scalar)
      }
      try call.check(textSize: result.utf8.count)
    }
    return result
  }

  /// Reads a field after its opening brace, and returns its text.
  private mutating func field(depth: Int) throws -> String {
    let name = rest.take { !"!:}".unicodeScalars.contains($0) }
    var value = try self.value(name)
    if rest.first == "!" {
      rest.removeFirst()
      let limit = call.limits.textSize
      switch rest.popFirst() {
      case "s": value = .string(try value.string(limit: limit))
      case "r": value = .string(try value.representation(limit: limit))
      default: throw TemplateError("a conversion is `!s` or `!r`")
      }
    }
    var specification = ""
    if rest.first == ":" {
      rest.removeFirst()
      specification = try text(depth: depth + 1)
    }
    guard rest.popFirst() == "}" else { throw TemplateError("a field of the format is not closed") }
    let text = try FormatSpecification(specification, call.limits).apply(to: value)
    return call.input.isSafe && !value.isSafe ? escaped(text) : text
  }

  /// The argument that a field names by position, by name or, if empty, by order, and then its parts, such as `.name`
  /// and `[0]`.
  private mutating func value(_ path: String) throws -> Value {
    var rest = Substring(path)
    func isPart(_ character: Character) -> Bool { character == "." || character == "[" }
    let first = String(rest.prefix { !isPart($0) })
    rest = rest.dropFirst(first.count)
    var value: Value
    if first.isEmpty || Int(first) != nil {
      guard let index = Int(first) ?? nextIndex, first.isEmpty || nextIndex ?? 0 == 0 else {
        throw TemplateError("either all fields of a format have a number, or none")
      }
      nextIndex = first.isEmpty ? index + 1 : nil
      guard call.values.indices.contains(index) else {
        throw TemplateError("the format needs more values")
      }
      value = call.values[index]
    } else if let named = call.named.first(where: { sameBytes($0.name, first) }) {
      value = named.value
    } else {
      throw TemplateError("no value is named `\(first)`")
    }
    while let sign = rest.popFirst() {
      let key = String(rest.prefix { sign == "[" ? $0 != "]" : !isPart($0) })
      rest = rest.dropFirst(key.count)
      if sign == "[", rest.popFirst() != "]" {
        throw TemplateError("a `[` in the format is not closed")
      }
      value =
        sign == "[" ? Int(key).map { value.element($0) } ?? value.member(key) : value.member(key)
      if case .undefined(let undefined) = value { throw TemplateError(undefined) }
    }
    return value
  }
}

/// The specification after the `:` of a field, such as `>8,.2f`.
private struct FormatSpecification {
  private let isEmpty: Bool
  private let limits: Limits
  private var fill: Unicode.Scalar = " "
  private var alignment: Unicode.Scalar?
  private var sign: Unicode.Scalar?
  private var hidesNegativeZero = false
  private var isAlternate = false
  private var isZeroFilled = false
  private var width = 0
  private var grouping: Unicode.Scalar?
  private var precision: Int?
  private var kind: Unicode.Scalar?

  init(_ text: String, _ limits: Limits) throws {
    isEmpty = text.isEmpty
    self.limits = limits
    var rest = Array(text.unicodeScalars)[...]
    func skip(_ choices: String) -> Unicode.Scalar? {
      guard let first = rest.first, choices.unicodeScalars.contains(first) else { return nil }
      rest.removeFirst()
      return first
    }
    func number() throws -> Int? {
      var digits = ""
      while let digit = skip("0123456789") { digits.unicodeScalars.append(digit) }
      guard !digits.isEmpty else { return nil }
      let number = Int(digits) ?? .max
      try limits.check(textSize: number)
      return number
    }
    if rest.count > 1, "<>=^".unicodeScalars.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
    }
    alignment = skip("<>=^")
    sign = skip("+- ")
    hidesNegativeZero = skip("z") != nil
    isAlternate = skip("#") != nil
    if skip("0") != nil, alignment == nil { (fill, isZeroFilled) = ("0", true) }
    width = try number() ?? 0
    grouping = skip(",_")
    if skip(".") != nil {
      guard let digits = try number(), digits <= 400 else {
        throw TemplateError("a format has between 0 and 400 decimals behind its `.`")
      }
      precision = digits
    }
    kind = rest.popFirst()
    if !rest.isEmpty { throw TemplateError("`\(text)` is not a valid format") }
  }

  func apply(to value: Value) throws -> String {
    if isEmpty { return try value.string(limit: limits.textSize) }
    if let text = value.text {
      guard kind ?? "s" == "s", sign == nil, !hidesNegativeZero, grouping == nil, !isAlternate,
        alignment != "="
      else {
        throw TemplateError("this format is for numbers, and the value is text")
      }
      let shown = precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
      return padded(shown, alignment ?? "<")
    }
    guard let number = value.number else {
      throw TemplateError(
        "\(value.kindName) cannot be formatted; convert it to text with `!s` first")
    }
    var (digits, suffix, prefix) = (try digits(of: number), "", "")
    var isNegative = digits.hasPrefix("-")
    if isNegative { digits.removeFirst() }
    if hidesNegativeZero, !digits.contains(where: { "1"..."9" ~= $0 }) { isNegative = false }
    if let kind, isAlternate, "boxX".unicodeScalars.contains(kind) { prefix = "0\(kind)" }
    if kind == "%" { suffix = "%" }
    prefix = (isNegative ? "-" : sign.map { $0 == "-" ? "" : String($0) } ?? "") + prefix
    // Zeros that pad a number are grouped like its digits.
    let alignment = alignment ?? (isZeroFilled ? "=" : ">")
    let isFilled = alignment == "=" && fill == "0"
    let room = isFilled ? width - prefix.unicodeScalars.count - suffix.count : 0
    return padded(try prefix + grouped(digits, width: room) + suffix, alignment, prefix)
  }

  /// The digits with their sign.
  private func digits(of number: Number) throws -> String {
    if case .int(let whole) = number, let base = bases[kind ?? "d"] {
      if hidesNegativeZero { throw TemplateError("`z` is for numbers with decimals") }
      if precision != nil { throw TemplateError("a whole number has no decimals") }
      return String(whole, radix: base, uppercase: kind == "X")
    }
    let double = kind == "%" ? number.double * 100 : number.double
    switch kind {
    case nil: return precision.map { shortest(double, max(1, $0)) } ?? double.description
    case "c":
      guard case .int(let code) = number, let value = UInt32(exactly: code),
        let scalar = Unicode.Scalar(value)
      else { throw TemplateError("the format `c` needs the code of a character") }
      return String(scalar)
    case "%": return Number.format("%.\(precision ?? 6)f", [double])
    case "e", "E", "f", "F", "g", "G":
      let letter = kind.map { String($0) } ?? ""
      return Number.format("%\(isAlternate ? "#" : "").\(precision ?? 6)\(letter)", [double])
    case "n": return Number.format("%.\(precision ?? 6)g", [double])
    default: throw TemplateError("`\(kind ?? " ")` is not a format for numbers")
    }
  }

  /// Like `%g`, but with at least one decimal, or with an exponent if there is no room for a decimal.
  private func shortest(_ number: Double, _ precision: Int) -> String {
    let text = Number.format("%.\(precision)g", [number])
    if text.contains(where: { ".en".contains($0) }) { return text }
    if text.count(where: \.isNumber) < precision { return text + ".0" }
    let parts = Number.format("%.\(precision - 1)e", [number]).split(separator: "e")
    var digits = parts[0]
    while digits.contains("."), let last = digits.last, "0.".contains(last) { digits.removeLast() }
    return digits + "e" + parts[1]
  }

  private var bases: [Unicode.Scalar: Int] {
    ["d": 10, "n": 10, "b": 2, "o": 8, "x": 16, "X": 16]
  }

  /// Groups the integer part by three digits, or by four if the base is not ten.
  private func grouped(_ digits: String, width: Int) throws -> String {
    let isBase = kind.map { "boxX".unicodeScalars.contains($0) } ?? false
    let whole = digits.prefix { $0.isNumber || isBase }
    let rest = digits.dropFirst(whole.count)
    let size = isBase ? 4 : 3
    func group(_ digits: some Collection<Character>) -> String {
      guard let grouping else { return String(digits) }
      var result = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % size == 0 { result.unicodeScalars.append(grouping) }
        result.append(digit)
      }
      return result
    }
    var filled = Array(whole)
    while !filled.isEmpty, group(filled).count + rest.count < width { filled.insert("0", at: 0) }
    return group(filled) + rest
  }

  private func padded(_ text: String, _ alignment: Unicode.Scalar, _ prefix: String = "") -> String
  {
    let missing = max(0, width - text.unicodeScalars.count)
    func fill(_ count: Int) -> String { String(repeating: String(self.fill), count: count) }
    switch alignment {
    case "<": return text + fill(missing)
    case ">": return fill(missing) + text
    case "^": return fill(missing / 2) + text + fill(missing - missing / 2)
    default: return prefix + fill(missing) + text.dropFirst(prefix.count)
    }
  }
}
