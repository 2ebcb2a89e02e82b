/// An opaque color in sRGB.
package struct Color: Sendable, Hashable {
  /// The parts, each from 0 to 255.
  package let red, green, blue: UInt8

  /// Reads `#0b4f5c` or `#abc`; `nil` for anything else.
  package init?(_ text: String) {
    guard text.hasPrefix("#") else { return nil }
    let digits = text.utf8.dropFirst().compactMap(Self.value)
    guard digits.count == text.utf8.count - 1 else { return nil }
    switch digits.count {
    case 3: self.init(digits[0] * 17, digits[1] * 17, digits[2] * 17)
    case 6:
      self.init(
        digits[0] * 16 + digits[1], digits[2] * 16 + digits[3], digits[4] * 16 + digits[5])
    default: return nil
    }
  }

  /// The value of a hexadecimal digit.
  private static func value(_ digit: UInt8) -> Int? {
    let (digit, letter) = (Int(digit) - 48, Int(digit | 0x20) - 97 + 10)
    return 0...9 ~= digit ? digit : 10...15 ~= letter ? letter : nil
  }

  private init(_ red: Int, _ green: Int, _ blue: Int) {
    (self.red, self.green, self.blue) = (UInt8(red), UInt8(green), UInt8(blue))
  }

  /// The color as `#0b4f5c`.
  package var text: String {
    let digits = Array("0123456789abcdef")
    return "#"
      + [red, green, blue].map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }

  /// The contrast with another color by WCAG 2, from 1 to 21.
  package func contrast(with other: Color) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// The color nearest to this one, darker or lighter but of its hue and saturation, that has a contrast with another color.
  ///
  /// Itself where it has the contrast; `nil` if neither black nor white has it.
  package func nearest(contrast: Double, with other: Color) -> Color? {
    if self.contrast(with: other) >= contrast { return self }
    let all = (0...255).compactMap { lightness -> (distance: Int, color: Color)? in
      let color = with(lightness: Double(lightness) / 255)
      let isEnough = color.contrast(with: other) >= contrast
      return isEnough ? (abs(2 * lightness - Int(brightest) - Int(darkest)), color) : nil
    }
    return all.min { $0.distance < $1.distance }?.color
  }

  private var brightest: UInt8 { max(red, green, blue) }
  private var darkest: UInt8 { min(red, green, blue) }

  /// The color with the same hue and saturation, and another lightness from 0 to 1, of the model HSL.
  private func with(lightness: Double) -> Color {
    func chroma(at lightness: Double) -> Double { 1 - abs(2 * lightness - 1) }
    let middle = (Double(brightest) + Double(darkest)) / 2
    let most = chroma(at: middle / 255)
    let factor = most > 0 ? chroma(at: lightness) / most : 0
    func part(_ part: UInt8) -> Int {
      let value = lightness * 255 + (Double(part) - middle) * factor
      return Int(min(255, max(0, value)) + 0.5)
    }
    return Color(part(red), part(green), part(blue))
  }

  /// The mixture with another color: `share` of 255 parts are of the other.
  package func mixed(with other: Color, _ share: Int) -> Color {
    func part(_ one: UInt8, _ two: UInt8) -> Int {
      (Int(one) * (255 - share) + Int(two) * share + 127) / 255
    }
    return Color(part(red, other.red), part(green, other.green), part(blue, other.blue))
  }

  private var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// The linear light of a part: a power of 2.4, by operations that are rounded the same on every machine.
  private static func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    // base^2.4 = base^2 · (base^2)^(1/5), whose fifth root Newton's method finds.
    let square = base * base
    var root = 1.0
    for _ in 0..<40 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
