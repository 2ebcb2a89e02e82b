import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A number of either kind, for arithmetic and comparison across both.
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
      Int(exactly: other.rounded(.down)).map { whole < $0 || (whole == $0 && other > Double($0)) }
        ?? (Double(whole) < other)
    case (.double(let other), .int(let whole)):
      Int(exactly: other.rounded(.down)).map { $0 < whole } ?? (other < Double(whole))
    case (.double(let left), .double(let right)): left < right
    }
  }
}

/// The operators on numbers, with overflow and division by zero as errors.
enum Arithmetic {
  static func add(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard case .int(let left) = left, case .int(let right) = right else {
      return .double(left.double + right.double)
    }
    return .int(try checked(left.addingReportingOverflow(right)))
  }

  static func subtract(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard case .int(let left) = left, case .int(let right) = right else {
      return .double(left.double - right.double)
    }
    return .int(try checked(left.subtractingReportingOverflow(right)))
  }

  static func multiply(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard case .int(let left) = left, case .int(let right) = right else {
      return .double(left.double * right.double)
    }
    return .int(try checked(left.multipliedReportingOverflow(by: right)))
  }

  /// Division as Python's `/`: the result is never an integer.
  static func divide(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard right.double != 0 else { throw divisionByZero }
    return .double(left.double / right.double)
  }

  /// Division as Python's `//`: rounded towards negative infinity.
  static func floorDivide(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard right.double != 0 else { throw divisionByZero }
    guard case .int(let left) = left, case .int(let right) = right else {
      return .double((left.double / right.double).rounded(.down))
    }
    let quotient = try checked(left.dividedReportingOverflow(by: right))
    let isInexact = left.remainderReportingOverflow(dividingBy: right).partialValue != 0
    return .int(isInexact && (left < 0) != (right < 0) ? quotient - 1 : quotient)
  }

  /// The remainder as Python's `%`: with the sign of the divisor.
  static func modulo(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard right.double != 0 else { throw divisionByZero }
    guard case .int(let left) = left, case .int(let right) = right else {
      let remainder = left.double.truncatingRemainder(dividingBy: right.double)
      let differs = remainder != 0 && (remainder < 0) != (right.double < 0)
      return .double(differs ? remainder + right.double : remainder)
    }
    let remainder = left.remainderReportingOverflow(dividingBy: right).partialValue
    return .int(remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder)
  }

  static func power(_ left: Number, _ right: Number) throws(FilterError) -> Number {
    guard case .int(let base) = left, case .int(var exponent) = right else {
      return .double(try realPower(left.double, right.double))
    }
    guard exponent >= 0 else {
      if base == 0 { throw divisionByZero }
      return .double(try realPower(Double(base), Double(exponent)))
    }
    if base == 0 || base == 1 { return .int(exponent == 0 ? 1 : base) }
    if base == -1 { return .int(exponent % 2 == 0 ? 1 : -1) }
    // Any other base overflows 64 bits before this, so the loop below is short.
    guard exponent < 64 else { throw .overflow }
    var result = 1
    while exponent > 0 {
      result = try checked(result.multipliedReportingOverflow(by: base))
      exponent -= 1
    }
    return .int(result)
  }

  static func negate(_ number: Number) throws(FilterError) -> Number {
    switch number {
    case .int(let number): .int(try checked(0.subtractingReportingOverflow(number)))
    case .double(let number): .double(-number)
    }
  }

  /// The integer nearest to zero within a double's range; throws beyond 64 bits.
  static func truncate(_ number: Double) throws(FilterError) -> Int {
    guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw .overflow }
    return whole
  }

  private static func realPower(_ base: Double, _ exponent: Double) throws(FilterError) -> Double {
    if base == 0, exponent < 0 { throw divisionByZero }
    let result = pow(base, exponent)
    if result.isNaN, !base.isNaN, !exponent.isNaN {
      throw FilterError(
        "a root of a negative number is not a real number", rule: .templateArithmetic)
    }
    if result.isInfinite, base.isFinite, exponent.isFinite { throw .overflow }
    return result
  }

  private static func checked(
    _ result: (partialValue: Int, overflow: Bool)
  ) throws(FilterError) -> Int {
    if result.overflow { throw .overflow }
    return result.partialValue
  }

  private static var divisionByZero: FilterError {
    FilterError("a division by zero", rule: .templateArithmetic)
  }
}
