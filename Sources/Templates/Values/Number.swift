import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An integer or a floating-point number, for arithmetic and comparison across both.
enum Number: Comparable {
  case int(Int)
  case double(Double)

  var double: Double {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    }
  }

  var value: Value {
    switch self {
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    }
  }

  static func == (left: Number, right: Number) -> Bool {
    switch (left, right) {
    case (.int(let left), .int(let right)): left == right
    case (.int(let whole), .double(let other)), (.double(let other), .int(let whole)):
      Int(exactly: other) == whole
    case (.double(let left), .double(let right)): left == right
    }
  }

  static func < (left: Number, right: Number) -> Bool {
    switch (left, right) {
    case (.int(let left), .int(let right)): left < right
    case (.int(let whole), .double(let other)):
      Int(exactly: other.rounded(.up)).map { whole < $0 } ?? (Double(whole) < other)
    case (.double(let other), .int(let whole)):
      Int(exactly: other.rounded(.down)).map { $0 < whole } ?? (other < Double(whole))
    case (.double(let left), .double(let right)): left < right
    }
  }
}

/// Python's operators on numbers. Overflow and division by zero are errors.
extension Number {
  static func compute(_ operation: Arithmetic, _ left: Number, _ right: Number) throws -> Number {
    if case .int(let left) = left, case .int(let right) = right, operation != .divide {
      if operation == .power, right < 0 { return .double(try power(Double(left), Double(right))) }
      return .int(try compute(operation, left, right))
    }
    let (left, right) = (left.double, right.double)
    switch operation {
    case .add: return .double(left + right)
    case .subtract: return .double(left - right)
    case .multiply: return .double(left * right)
    case .power: return .double(try power(left, right))
    default: break
    }
    guard right != 0 else { throw divisionByZero }
    if operation == .divide { return .double(left / right) }
    // As CPython's `float_divmod`: the remainder has the sign of the divisor, even where it is 0.
    var remainder = left.truncatingRemainder(dividingBy: right)
    var quotient = (left - remainder) / right
    if remainder == 0 {
      remainder = right < 0 ? -0.0 : 0.0
    } else if (remainder < 0) != (right < 0) {
      remainder += right
      quotient -= 1
    }
    return .double(operation == .modulo ? remainder : quotient.rounded())
  }

  private static func compute(_ operation: Arithmetic, _ left: Int, _ right: Int) throws -> Int {
    switch operation {
    case .add: return try checked(left.addingReportingOverflow(right))
    case .subtract: return try checked(left.subtractingReportingOverflow(right))
    case .multiply: return try checked(left.multipliedReportingOverflow(by: right))
    case .power: return try power(left, right)
    default: break
    }
    guard right != 0 else { throw divisionByZero }
    let remainder = left.remainderReportingOverflow(dividingBy: right).partialValue
    let differs = remainder != 0 && (remainder < 0) != (right < 0)
    if operation == .modulo { return differs ? remainder + right : remainder }
    return try checked(left.dividedReportingOverflow(by: right)) - (differs ? 1 : 0)
  }

  private static func power(_ base: Int, _ exponent: Int) throws -> Int {
    if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
    if base == -1 { return exponent % 2 == 0 ? 1 : -1 }
    // Any other base overflows 64 bits before this, so the loop below is short.
    guard exponent < 64 else { throw TemplateError.overflow }
    var result = 1
    for _ in 0..<exponent { result = try checked(result.multipliedReportingOverflow(by: base)) }
    return result
  }

  private static func power(_ base: Double, _ exponent: Double) throws -> Double {
    if base == 0, exponent < 0 { throw divisionByZero }
    let result = pow(base, exponent)
    if result.isNaN, !base.isNaN, !exponent.isNaN {
      throw TemplateError(
        "a root of a negative number is not a real number", rule: .templateArithmetic)
    }
    if result.isInfinite, base.isFinite, exponent.isFinite { throw TemplateError.overflow }
    return result
  }

  func negated() throws -> Number {
    if case .double(let number) = self { return .double(-number) }
    return try Number.compute(.subtract, .int(0), self)
  }

  /// The integer nearest to zero within a double's range; throws beyond 64 bits.
  func truncated() throws -> Int {
    if case .int(let number) = self { return number }
    guard let whole = Int(exactly: double.rounded(.towardZero)) else {
      throw TemplateError.overflow
    }
    return whole
  }

  /// The number as `%.<digits>f` prints it, correctly rounded from its exact value.
  static func fixed(_ number: Double, digits: Int) -> String {
    format("%.*f", [Int32(clamping: digits), number])
  }

  /// Formats numbers with C's `printf`.
  static func format(_ format: String, _ values: [any CVarArg]) -> String {
    let size = Int(withVaList(values) { vsnprintf(nil, 0, format, $0) })
    var buffer = [CChar](repeating: 0, count: max(0, size) + 1)
    _ = withVaList(values) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The number rounded to `digits` decimals, halves to even as Python's `round` does.
  static func rounded(_ number: Double, digits: Int) -> Double {
    guard number.isFinite, digits < 400 else { return number }
    if digits >= 0 { return Double(fixed(number, digits: digits)) ?? number }
    guard digits > -309 else { return 0 }
    let scale = pow(10, Double(-digits))
    return (number / scale).rounded(.toNearestOrEven) * scale
  }

  /// Parses a number as Python's `float` does.
  init?(parsing text: String) {
    let trimmed = text.trimmed().lowercased().filter { $0 != "_" }
    guard !trimmed.isEmpty, !trimmed.contains("x"), let number = Double(trimmed) else { return nil }
    self = .double(number)
  }

  private static func checked(_ result: (partialValue: Int, overflow: Bool)) throws -> Int {
    if result.overflow { throw TemplateError.overflow }
    return result.partialValue
  }

  private static var divisionByZero: TemplateError {
    TemplateError("division by zero", rule: .templateArithmetic)
  }
}
