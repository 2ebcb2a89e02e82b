/// Text without what a terminal would obey or show in another order.
///
/// Names, titles and targets come from anywhere. In what is printed of them stand pictures for the
/// control characters of ASCII and Latin-1, which move cursors, ring bells and set titles, and U+FFFD
/// for the bidirectional controls.
package enum TerminalText {
  /// How many spaces a tab is shown as.
  static let tabWidth = 4

  /// One line: line feeds are shown too, so that no text can begin a line of its own.
  package static func line(_ text: String) -> String {
    text.utf8.contains { mayNeedPicture($0) || $0 == UInt8(ascii: "\n") }
      ? line(text.unicodeScalars) : text
  }

  static func line(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in scalars {
      if scalar == "\t" {
        result += String(repeating: " ", count: tabWidth)
      } else {
        result.unicodeScalars.append(picture(of: scalar))
      }
    }
    return result
  }

  /// Lines: tabs and line ends stay.
  package static func withoutControls(_ text: String) -> String {
    guard text.utf8.contains(where: mayNeedPicture) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\n", "\t": result.append(scalar)
      // Alone it would write over its line.
      case "\r" where rest.first == "\n": result.append(scalar)
      default: result.append(picture(of: scalar))
      }
    }
    return String(result)
  }

  /// Whether a byte may be part of a character that is not shown as it is.
  ///
  /// C1 controls begin with C2, bidirectional controls with E2.
  private static func mayNeedPicture(_ byte: UInt8) -> Bool {
    byte < 0x20 ? byte != UInt8(ascii: "\n") : byte == 0x7F || byte == 0xC2 || byte == 0xE2
  }

  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "?"
    case 0x7F, 0x80..<0xA0: "\u{2421}"
    case 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }
}
