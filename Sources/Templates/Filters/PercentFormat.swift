/// `"%s of %d" % (a, b)` and the filter `format`, as Python's `%` does it.
enum PercentFormat {
  private struct Specification {
    var key: String?
    var flags: Set<UInt8> = []
    var width = 0
    var precision: Int?
  }

  /// The text with its places filled; throws where kinds or numbers of values do not fit.
  static func apply(
    _ format: String, _ items: [Value], named: Map?, isSafe: Bool, limit: Int
  ) throws(FilterError) -> Value {
    let bytes = Array(format.utf8)
    var result: [UInt8] = []
    var index = 0
    var nextItem = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      let specification = try parse(bytes, &index, limit)
      guard index < bytes.count else { throw FilterError("the format ends within a place") }
      let kind = bytes[index]
      index += 1
      if kind == UInt8(ascii: "%") {
        result.append(kind)
        continue
      }
      let value: Value
      if let key = specification.key {
        guard let found = named?[key] else { throw FilterError("no value is named `\(key)`") }
        value = found
      } else {
        guard nextItem < items.count else { throw FilterError("the format wants more values") }
        value = items[nextItem]
        nextItem += 1
      }
      let text = try formatted(value, kind, specification, isSafe, limit)
      result.append(text: text)
      if result.count > limit { throw .limit("the text would be larger than allowed") }
    }
    if nextItem < items.count, named == nil || nextItem > 0 {
      throw FilterError("the format has fewer places than there are values")
    }
    let text = String(decoding: result, as: UTF8.self)
    return isSafe ? .safe(SafeHTML(text)) : .string(text)
  }

  private static func parse(
    _ bytes: [UInt8], _ index: inout Int, _ limit: Int
  ) throws(FilterError) -> Specification {
    var result = Specification()
    if index < bytes.count, bytes[index] == UInt8(ascii: "(") {
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) else {
        throw FilterError("the format has a `(` without its `)`")
      }
      result.key = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      index = end + 1
    }
    while index < bytes.count, "-+ 0#".utf8.contains(bytes[index]) {
      result.flags.insert(bytes[index])
      index += 1
    }
    result.width = try number(bytes, &index, limit) ?? 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      result.precision = try number(bytes, &index, min(limit, 400)) ?? 0
    }
    return result
  }

  private static func number(
    _ bytes: [UInt8], _ index: inout Int, _ limit: Int
  ) throws(FilterError) -> Int? {
    var result: Int?
    while index < bytes.count, isDigit(bytes[index]) {
      result = (result ?? 0) * 10 + Int(bytes[index] - 0x30)
      if let result, result > limit { throw .limit("the text would be larger than allowed") }
      index += 1
    }
    return result
  }

  private static func formatted(
    _ value: Value, _ kind: UInt8, _ specification: Specification, _ isSafe: Bool, _ limit: Int
  ) throws(FilterError) -> String {
    var text: String
    var isNumber = true
    switch kind {
    case UInt8(ascii: "s"), UInt8(ascii: "r"):
      isNumber = false
      if kind == UInt8(ascii: "r") {
        var bytes: [UInt8] = []
        try value.writeRepresentation(into: &bytes, limit: limit, depth: 0)
        text = String(decoding: bytes, as: UTF8.self)
      } else {
        text = try value.string(limit: limit)
      }
      if isSafe, !value.isSafe { text = escaped(text) }
      if let precision = specification.precision { text = text.prefixScalars(precision) }
    case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"):
      text = String(try integer(value))
    case UInt8(ascii: "x"): text = String(try integer(value), radix: 16)
    case UInt8(ascii: "X"): text = String(try integer(value), radix: 16, uppercase: true)
    case UInt8(ascii: "o"): text = String(try integer(value), radix: 8)
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      text = Decimals.fixed(try double(value), digits: specification.precision ?? 6)
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "g"), UInt8(ascii: "G"):
      throw FilterError("the places `%e` and `%g` are not supported")
    default:
      let name = String(Unicode.Scalar(kind))
      throw FilterError("`%\(name)` is no place of a format", help: "`%%` prints a `%`")
    }
    if isNumber, !text.hasPrefix("-") {
      if specification.flags.contains(UInt8(ascii: "+")) {
        text = "+" + text
      } else if specification.flags.contains(UInt8(ascii: " ")) {
        text = " " + text
      }
    }
    return padded(text, specification, isNumber)
  }

  private static func padded(
    _ text: String, _ specification: Specification, _ isNumber: Bool
  ) -> String {
    let missing = specification.width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if specification.flags.contains(UInt8(ascii: "-")) {
      return text + String(repeating: " ", count: missing)
    }
    guard isNumber, specification.flags.contains(UInt8(ascii: "0")) else {
      return String(repeating: " ", count: missing) + text
    }
    let hasSign = text.utf8.first.map { !isDigit($0) } ?? false
    let sign = hasSign ? text.prefixScalars(1) : ""
    return sign + String(repeating: "0", count: missing) + text.dropScalars(sign.utf8.count)
  }

  private static func integer(_ value: Value) throws(FilterError) -> Int {
    switch value.number {
    case .int(let number)?: return number
    case .double(let number)?: return try Arithmetic.truncate(number)
    case nil: throw FilterError("the format wants a number, and this is \(value.kindName)")
    }
  }

  private static func double(_ value: Value) throws(FilterError) -> Double {
    guard let number = value.number else {
      throw FilterError("the format wants a number, and this is \(value.kindName)")
    }
    return number.double
  }
}
