/// Makes untrusted text safe to print on a terminal.
///
/// Control characters, which could move the cursor or set the title, are replaced by their pictures (U+2400 and
/// following), and bidirectional controls by U+FFFD.
package enum TerminalText {
  /// The number of spaces that a tab is shown as.
  static let tabWidth = 4

  /// Makes one line safe: line feeds are replaced too, so that no text can start a new line.
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

  /// Makes several lines safe: tabs and line breaks stay.
  package static func withoutControls(_ text: String) -> String {
    guard text.utf8.contains(where: mayNeedPicture) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\n", "\t": result.append(scalar)
      // A lone carriage return would overwrite the line.
      case "\r" where rest.first == "\n": result.append(scalar)
      default: result.append(picture(of: scalar))
      }
    }
    return String(result)
  }

  /// Whether a byte may begin a character that is replaced: C1 controls begin with C2, bidirectional controls with E2.
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
