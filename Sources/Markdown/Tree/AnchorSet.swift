/// Makes ids from text, each of them once.
///
/// GitHub's algorithm: lower case, only letters, marks, digits, `_` and `-` stay, spaces become `-`;
/// what is taken gets `-1`, `-2`. Ids that a browser would resolve to the same element on a page
/// (headings, rows, check boxes) come from one set.
package struct AnchorSet: Sendable {
  private var taken: Set<String> = []
  /// The next number to try, so that a thousand equal headings cost a thousand steps.
  private var next: [String: Int] = [:]

  package init() {}

  /// Marks an id as used.
  package mutating func reserve(_ anchor: String) { taken.insert(anchor) }

  package func contains(_ anchor: String) -> Bool { taken.contains(anchor) }

  /// An id for `text` that no earlier call gave; `fallback` where the text has no letter.
  package mutating func add(_ text: String, fallback: String) -> String {
    let slug = Self.slug(text)
    return addSlug(slug.isEmpty ? fallback : slug)
  }

  /// The id itself where it is free, else with a number.
  package mutating func addSlug(_ slug: String) -> String {
    if taken.insert(slug).inserted { return slug }
    var number = next[slug] ?? 1
    var anchor = "\(slug)-\(number)"
    while !taken.insert(anchor).inserted {
      number += 1
      anchor = "\(slug)-\(number)"
    }
    next[slug] = number + 1
    return anchor
  }

  /// GitHub's anchor of a heading's text, before it is made unique; O(n).
  package static func slug(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "-"))
      case 0x80...: return unicodeSlug(text)
      default: break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unicodeSlug(_ text: String) -> String {
    var slug = ""
    for scalar in text.unicodeScalars {
      if scalar == " " {
        slug += "-"
      } else if scalar == "-" || isWord(scalar) {
        slug += scalar.properties.lowercaseMapping
      }
    }
    return slug
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
      .connectorPunctuation:
      true
    default:
      false
    }
  }
}
