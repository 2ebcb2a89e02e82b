/// A word of a URL: lower-case letters, digits and single hyphens, in any script.
package struct Slug: Sendable, Hashable {
  package let text: String

  /// The slug of a name or title.
  ///
  /// Accents of Latin letters are dropped, anything that is neither a letter nor a digit becomes a
  /// hyphen. Empty for a name without letters and digits.
  package init(_ name: String) {
    if Self.isSlug(name.utf8, orPath: false) {
      text = name
      return
    }
    var text = ""
    var needsHyphen = false
    for scalar in name.lowercased().unicodeScalars {
      if scalar == "'" || scalar == "\u{2019}" { continue }
      guard Slug.isKept(scalar) else {
        needsHyphen = !text.isEmpty
        continue
      }
      if needsHyphen { text += "-" }
      needsHyphen = false
      text += Slug.folded(scalar)
    }
    self.text = text
  }

  /// Whether a name is its own slug, as nearly every file's is, or a path of such names.
  static func isSlug(_ name: some Sequence<UInt8>, orPath: Bool) -> Bool {
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

  /// Latin letters by their base letter, as `résumé` is typed; other scripts as they are.
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
}
