/// Filters on numbers.
extension Filter {
  static let numbers: [Filter] = [
    Filter("abs") { (input, _, _) throws(FilterError) in
      switch input.number {
      case .int(let number)?: number < 0 ? try Arithmetic.negate(.int(number)).value : .int(number)
      case .double(let number)?: .double(number.magnitude)
      case nil: throw FilterError("expected a number, found \(input.kindName)")
      }
    },
    Filter("int", [.init("default", default: 0), .init("base", default: 10)], apply: integer),
    Filter("float", [.init("default", default: .double(0))]) {
      (input, arguments, _) throws(FilterError) in
      if let number = input.number { return .double(number.double) }
      return input.text.flatMap(parseDouble).map { .double($0) } ?? arguments[0]
    },
    Filter("round", [.init("precision", default: 0), .init("method", default: "common")]) {
      (input, arguments, _) throws(FilterError) in
      guard let number = input.number else {
        throw FilterError("expected a number, found \(input.kindName)")
      }
      let digits = try arguments.int(0)
      let method = try arguments.string(1)
      switch method {
      case "common":
        if case .int(let whole) = number, digits >= 0 { return .int(whole) }
        let rounded = Decimals.rounded(number.double, digits: digits)
        if case .int = number { return .int(try Arithmetic.truncate(rounded)) }
        return .double(rounded)
      case "ceil", "floor":
        let scale = Decimals.power(of: digits)
        let scaled = number.double * scale
        let whole = scaled.rounded(method == "ceil" ? .up : .down)
        guard whole.magnitude < 0x1p63 else { throw .overflow }
        return .double(whole / scale)
      default:
        throw FilterError("the method must be `common`, `ceil` or `floor`, found `\(method)`")
      }
    },
    Filter("filesizeformat", [.init("binary", default: false)], apply: fileSize),
  ]

  private static let integer: Body = { (input, arguments, _) throws(FilterError) in
    let base = try arguments.int(1)
    switch input {
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .int: return input
    case .double(let number):
      return number.isFinite ? .int(try Arithmetic.truncate(number)) : arguments[0]
    default: break
    }
    guard let text = input.text, base == 0 || (2...36).contains(base) else { return arguments[0] }
    var digits = TextTrim.trim(text, nil).filter { $0 != "_" }.lowercased()
    let prefixes = [2: "0b", 8: "0o", 16: "0x"]
    if let prefix = prefixes[base], digits.hasPrefix(prefix) {
      digits = String(digits.dropFirst(2))
    }
    if let number = Int(digits, radix: max(2, base == 0 ? 10 : base)) { return .int(number) }
    guard let number = parseDouble(text), number.isFinite else { return arguments[0] }
    return .int(try Arithmetic.truncate(number))
  }

  /// A number as Python's `float` reads text.
  static func parseDouble(_ text: String) -> Double? {
    let trimmed = TextTrim.trim(text, nil).lowercased()
    guard !trimmed.isEmpty, !trimmed.hasPrefix("0x"), !trimmed.hasPrefix("-0x") else { return nil }
    return Double(trimmed.filter { $0 != "_" })
  }

  private static let fileSize: Body = { (input, arguments, _) throws(FilterError) in
    guard let number = input.number ?? input.text.flatMap(parseDouble).map(Number.double) else {
      throw FilterError("expected a number of bytes, found \(input.kindName)")
    }
    let isBinary = try arguments.bool(0)
    let base: Double = isBinary ? 1024 : 1000
    let bytes = number.double
    if bytes == 1 { return "1 Byte" }
    if bytes < base { return .string("\(Decimals.fixed(bytes, digits: 0)) Bytes") }
    let units =
      isBinary
      ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"]
      : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    var scale = base
    for (index, unit) in units.enumerated() {
      if bytes < scale * base || index == units.count - 1 {
        return .string("\(Decimals.fixed(bytes / scale, digits: 1)) \(unit)")
      }
      scale *= base
    }
    return input
  }
}
