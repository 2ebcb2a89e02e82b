/// The parts of URLs that are made of text.
///
/// The three forms differ because each follows a convention of its own: readable addresses, GitHub's anchors, and the
/// template filter `slugify`, which keeps accents.
package enum Slug {
  // MARK: Pages

  /// The slug of a page's name or title: lower-case letters, digits and single hyphens, in any script.
  ///
  /// Accents of Latin letters are dropped, and anything that is neither a letter nor a digit becomes a hyphen.
  /// Empty for a name without letters and digits.
  package static func page(_ name: String) -> String {
    if isPage(name.utf8, orPath: false) { return name }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    var needsHyphen = false
    for byte in name.utf8 {
      if byte == UInt8(ascii: "'") { continue }
      if byte >= 0x80 { return unicodePage(name) }
      guard byte.isASCIIAlphanumeric else {
        needsHyphen = !bytes.isEmpty
        continue
      }
      if needsHyphen { bytes.append(UInt8(ascii: "-")) }
      needsHyphen = false
      bytes.append(byte.asciiLowercased)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unicodePage(_ name: String) -> String {
    var text = ""
    var needsHyphen = false
    for scalar in name.lowercased().unicodeScalars {
      if scalar == "'" || scalar == "\u{2019}" { continue }
      guard isKept(scalar) else {
        needsHyphen = !text.isEmpty
        continue
      }
      if needsHyphen { text += "-" }
      needsHyphen = false
      text += folded(scalar)
    }
    return text
  }

  /// Whether a name is equal to its own slug, as most file names are; with `orPath`, also whether it is a path of
  /// such names.
  package static func isPage(_ name: some Sequence<UInt8>, orPath: Bool) -> Bool {
    var isAfterWord = false
    for byte in name {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        isAfterWord = true
      case UInt8(ascii: "-"), UInt8(ascii: "/"):
        guard isAfterWord, orPath || byte == UInt8(ascii: "-") else { return false }
        isAfterWord = false
      default: return false
      }
    }
    return isAfterWord
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
  }

  /// A Latin letter without its accents, and any other scalar unchanged.
  private static func folded(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return String(scalar) }
    switch scalar {
    case "à"..."å", "ā", "ă", "ą": return "a"
    case "ç", "ć", "č": return "c"
    case "è"..."ë", "ē", "ę", "ě": return "e"
    case "ì"..."ï", "ī": return "i"
    case "ñ", "ń", "ň": return "n"
    case "ò"..."ö", "ø", "ō", "ő": return "o"
    case "ù"..."ü", "ū", "ů", "ű": return "u"
    case "ý", "ÿ": return "y"
    case "ł": return "l"
    case "ś", "š": return "s"
    case "ź", "ż", "ž": return "z"
    case "ß": return "ss"
    case "æ": return "ae"
    case "œ": return "oe"
    case "\u{300}"..."\u{36F}": return ""
    default: return String(scalar)
    }
  }

  // MARK: Headings

  /// GitHub's anchor of a heading, before it is made unique; O(n).
  ///
  /// Lower case; letters, marks, digits, `_` and `-` stay, spaces become `-`, and everything else is dropped.
  package static func heading(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "-"))
      case 0x80...: return unicodeHeading(text)
      default: break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unicodeHeading(_ text: String) -> String {
    var slug = ""
    for scalar in text.unicodeScalars {
      if scalar == " " {
        slug += "-"
      } else if scalar == "-" || isHeadingWord(scalar) {
        slug += scalar.properties.lowercaseMapping
      }
    }
    return slug
  }

  private static func isHeadingWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
      .connectorPunctuation:
      true
    default:
      false
    }
  }

  // MARK: Templates

  /// The text as the filter `slugify` writes it: lower-case words of letters and digits of any script, joined by `-`.
  package static func words(_ text: String) -> String {
    let kept = text.lowercased().unicodeScalars.filter { $0 != "'" && $0 != "’" }
    return kept.split { !$0.isPythonWord || $0 == "_" }.map { String(String.UnicodeScalarView($0)) }
      .joined(separator: "-")
  }
}

extension Unicode.Scalar {
  /// Whether Python's `\w` matches the scalar.
  package var isPythonWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: self == "_"
    }
  }
}
