import Text

/// The width or height at which the author wants an image: pixels or a percentage.
package struct ImageLength: Sendable, Hashable {
  /// The value of the attribute `width` or `height`.
  package let text: String
  /// The pixels; `nil` for a percentage.
  package let pixels: Int?

  /// Reads a number, perhaps with `px` or `%`; `nil` for anything else.
  package init?(_ text: String?) {
    guard var digits = text?.utf8[...] else { return nil }
    while digits.first?.isASCIISpace == true { digits.removeFirst() }
    while digits.last?.isASCIISpace == true { digits.removeLast() }
    let isPercentage = digits.last == UInt8(ascii: "%")
    if isPercentage { digits.removeLast() }
    if digits.suffix(2).elementsEqual("px".utf8) { digits.removeLast(2) }
    guard (1...5).contains(digits.count), digits.allSatisfy(\.isASCIIDigit),
      let number = Int(Substring(digits)), number > 0
    else { return nil }
    self.text = "\(number)" + (isPercentage ? "%" : "")
    pixels = isPercentage ? nil : number
  }
}
