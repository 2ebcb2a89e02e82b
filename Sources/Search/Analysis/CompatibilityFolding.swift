/// Replaces letters and digits that only look different: ligatures, full-width and half-width forms, superscripts,
/// circled and Roman numerals, and the alphabets of mathematics.
///
/// The results are those of Unicode's compatibility decomposition (NFKD), which later versions do not change.
enum CompatibilityFolding {
  private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
  private static let roman = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "l", "c", "d", "m",
  ]
  /// The katakana from U+FF66, which have half the width.
  private static let katakana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}"
      .unicodeScalars)

  /// The plain scalars of a letter or digit; `nil` where it has no other form.
  static func plain(_ scalar: Unicode.Scalar) -> String? {
    let value = Int(scalar.value)
    // All others that are mapped lie beyond U+2070, and few texts have them.
    if value < 0x2070 { return latin(value) }
    switch value {
    case 0x2070, 0x2074...0x2079: return String(value - 0x2070)
    case 0x2071: return "i"
    case 0x207F: return "n"
    case 0x2080...0x2089: return String(value - 0x2080)
    case 0x2160...0x217F: return roman[(value - 0x2160) % 16]
    case 0x2460...0x2473: return String(value - 0x245F)
    case 0xFB00...0xFB06: return ligatures[value - 0xFB00]
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: return ascii(value - 0xFEE0)
    case 0xFF66...0xFF9F: return String(katakana[value - 0xFF66])
    case 0x1D7CE...0x1D7FF: return String((value - 0x1D7CE) % 10)
    case 0x1D400...0x1D6A3:
      // Some letters are encoded elsewhere and leave their places unassigned.
      if scalar.properties.generalCategory == .unassigned { return nil }
      return ascii(Int(UInt8(ascii: "a")) + (value - 0x1D400) % 26)
    default: return nil
    }
  }

  private static func latin(_ value: Int) -> String? {
    switch value {
    case 0xAA: "a"
    case 0xBA: "o"
    case 0xB2, 0xB3: String(value - 0xB0)
    case 0xB9: "1"
    case 0xB5: "μ"
    case 0x132, 0x133: "ij"
    default: nil
    }
  }

  private static func ascii(_ value: Int) -> String {
    String(Unicode.Scalar(UInt8(value)))
  }
}
