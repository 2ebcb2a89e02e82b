import Concurrency

extension Fingerprint {
  private static let digits = 16

  /// 32 digits.
  var hexadecimal: String {
    [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: Self.digits - text.utf8.count) + text
    }.joined()
  }

  /// Reads what `hexadecimal` writes.
  init?(hexadecimal text: Substring) {
    guard text.utf8.count == 2 * Self.digits,
      let high = UInt64(text.prefix(Self.digits), radix: 16),
      let low = UInt64(text.dropFirst(Self.digits), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}
