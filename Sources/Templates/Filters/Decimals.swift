#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Numbers with a given count of decimals.
enum Decimals {
  /// The number as `%.<digits>f` prints it, correctly rounded from its exact value.
  static func fixed(_ number: Double, digits: Int) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    // 309 digits before the point, the sign, the point, and what is asked for.
    var buffer = [CChar](repeating: 0, count: 400 + max(0, digits))
    let length = withVaList([Int32(clamping: digits), number]) {
      vsnprintf(&buffer, buffer.count, "%.*f", $0)
    }
    return String(
      decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The number rounded to `digits` decimals, halves to even as Python's `round` does.
  static func rounded(_ number: Double, digits: Int) -> Double {
    guard number.isFinite, digits < 400 else { return number }
    if digits >= 0 { return Double(fixed(number, digits: digits)) ?? number }
    guard digits > -309 else { return 0 }
    let scale = power(of: -digits)
    return (number / scale).rounded(.toNearestOrEven) * scale
  }

  /// Ten to the power of `exponent`.
  static func power(of exponent: Int) -> Double { pow(10, Double(exponent)) }
}

extension String {
  /// The first `count` Unicode scalars.
  func prefixScalars(_ count: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(max(0, count))))
  }

  /// The text without its first `count` Unicode scalars.
  func dropScalars(_ count: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.dropFirst(max(0, count))))
  }
}
