/// Classes of ASCII characters.
///
/// Public and inlinable, because parsers call them for each byte.
extension UInt8 {
  /// Whether the byte is a space, a tab, or one of the line breaks LF, VT, FF and CR.
  @inlinable public var isASCIISpace: Bool { self == 0x20 || self &- 9 < 5 }

  /// Whether the byte is a space or a tab.
  @inlinable public var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// Whether the byte is one of the 32 punctuation characters of ASCII.
  @inlinable public var isASCIIPunctuation: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Whether the byte is a letter from `A` to `Z` or from `a` to `z`.
  @inlinable public var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Whether the byte is a digit from `0` to `9`.
  @inlinable public var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Whether the byte is an ASCII letter or digit.
  @inlinable public var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  /// Whether the byte belongs to a word: an ASCII letter or digit, or part of a character beyond ASCII.
  @inlinable public var isWordByte: Bool { self >= 0x80 || isASCIIAlphanumeric }

  /// The byte with `A` to `Z` in lower case.
  @inlinable public var asciiLowercased: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }

  /// Whether the byte is one of `& < > " '`.
  @inlinable public var isMarkup: Bool {
    self < 64 && (0x5000_00C4_0000_0000 as UInt64) >> UInt64(self) & 1 != 0
  }

  /// The value of a hexadecimal digit in either case; `nil` for any other byte.
  @inlinable public var hexadecimalValue: UInt8? {
    if isASCIIDigit { return self &- UInt8(ascii: "0") }
    let letter = (self | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter &+ 10 : nil
  }
}
