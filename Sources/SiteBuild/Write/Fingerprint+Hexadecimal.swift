import Concurrency

extension Fingerprint {
  private static let digits = 16

  /// The fingerprint as 32 hexadecimal digits in ASCII.
  package var hexadecimal: [UInt8] {
    (0..<2 * Self.digits).map { index in
      let half = index < Self.digits ? high : low
      let digit = UInt8(half >> UInt64(60 - 4 * (index % Self.digits)) & 15)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
  }

  /// Reads the form that `hexadecimal` writes.
  package init?(hexadecimal text: Substring) {
    guard text.utf8.count == 2 * Self.digits,
      let high = UInt64(text.prefix(Self.digits), radix: 16),
      let low = UInt64(text.dropFirst(Self.digits), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}
