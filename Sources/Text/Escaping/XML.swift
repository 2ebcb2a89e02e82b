/// Escapes text for XML.
package enum XML {
  /// The first line of a file in XML.
  package static let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

  /// The text with `& < > "` as entities, and without the characters that XML 1.0 forbids.
  package static func escaped(_ text: String) -> String { HTMLEscaping.escaped(allowed(text)) }

  /// The text without the characters that XML 1.0 forbids.
  package static func allowed(_ text: String) -> String {
    guard text.utf8.contains(where: mayBeForbidden) else { return text }
    let allowed = text.unicodeScalars.filter { scalar in
      switch scalar {
      case "\t", "\n", "\r": true
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": false
      default: true
      }
    }
    return String(String.UnicodeScalarView(allowed))
  }

  /// Whether a byte may begin a forbidden character; U+FFFE and U+FFFF begin with EF.
  ///
  /// Tabs and line ends are none, so nearly all texts are passed on as they are.
  private static func mayBeForbidden(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0xEF
  }
}
