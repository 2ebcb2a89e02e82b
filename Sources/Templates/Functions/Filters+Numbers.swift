import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Function {
  /// Filters on numbers.
  static let numbers: [Function] = [
    Function("abs") { call in
      let number = try call.input.expect("a number", \.number)
      return try (number < .int(0) ? number.negated() : number).value
    },
    Function("int", ["default": 0, "base": 10]) { try integer($0) },
    Function("float", ["default": .double(0)]) { call in
      if case .undefined(let undefined) = call.input { throw TemplateError(undefined) }
      let number = call.input.number ?? call.input.text.flatMap { Number(parsing: $0) }
      return number.map { .double($0.double) } ?? call[0]
    },
    Function("round", ["precision": 0, "method": "common"]) { try rounded($0) },
  ]

  private static func integer(_ call: Call) throws -> Value {
    if case .undefined(let undefined) = call.input { throw TemplateError(undefined) }
    if case .double(let number)? = call.input.number, !number.isFinite { return call[0] }
    if let number = call.input.number { return .int(try number.truncated()) }
    let base = try call.int(1)
    guard let text = call.input.text, base == 0 || 2...36 ~= base else { return call[0] }
    var digits = text.trimmed().filter { $0 != "_" }.lowercased()
    if let prefix = [2: "0b", 8: "0o", 16: "0x"][base], digits.hasPrefix(prefix) {
      digits.removeFirst(2)
    }
    if let number = Int(digits, radix: base == 0 ? 10 : base) { return .int(number) }
    guard let number = Number(parsing: text), number.double.isFinite else { return call[0] }
    return .int(try number.truncated())
  }

  private static func rounded(_ call: Call) throws -> Value {
    let number = try call.input.expect("a number", \.number)
    let (digits, method) = (try call.int(0), try call.string(1))
    switch method {
    case "common":
      if case .int(let whole) = number, digits >= 0 { return .int(whole) }
      let rounded = Number.double(Number.rounded(number.double, digits: digits))
      if case .int = number { return .int(try rounded.truncated()) }
      return rounded.value
    case "ceil", "floor":
      let scale = pow(10, Double(digits))
      let whole = (number.double * scale).rounded(method == "ceil" ? .up : .down)
      guard whole.magnitude < 0x1p63 else { throw TemplateError.overflow }
      // A whole number has no negative zero.
      return .double((whole + 0) / scale)
    default:
      throw TemplateError("the method must be `common`, `ceil` or `floor`, found `\(method)`")
    }
  }
}
