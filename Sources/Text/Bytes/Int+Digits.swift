extension Int {
  /// Reads a decimal number of ASCII digits; `nil` for an empty text, a sign or any other byte, and on overflow.
  ///
  /// Public and inlinable, so that it is compiled for the caller's type, which takes a tenth of the instructions.
  @inlinable
  public init?(digits: some Collection<UInt8>) {
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      guard byte.isASCIIDigit else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !isTooLarge, !overflows else { return nil }
      value = sum
    }
    self = value
  }
}
