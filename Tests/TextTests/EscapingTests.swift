import Foundation
import Testing
import Text

/// Characters that an escape looks for, and their neighbors, at every place of texts of different lengths, because
/// texts are read eight bytes at a time.
@Suite struct EscapingTests {
  private static let characters: [Character] = [
    "\"", "!", "#", "\\", "[", "]", "\n", "\r", "\t", "\u{0}", "\u{1}", "\u{1F}", " ", "\u{7E}",
    "\u{7F}", "\u{80}", "\u{9F}", "\u{A0}", "é", "\u{2028}", "\u{202E}", "\u{2066}", "\u{206A}",
    "\u{FF21}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "𝄞", "&", "<", ">", "'",
  ]

  private static func texts(_ visit: (String) -> Void) {
    for count in 0...18 {
      for place in 0...count {
        for character in characters {
          var text = Array(repeating: Character("a"), count: count)
          text.insert(character, at: place)
          visit(String(text))
        }
      }
    }
  }

  @Test(
    "JSON's strings are read by Foundation as what they were made from, and hold no control character"
  )
  func json() throws {
    Self.texts { text in
      let json = JSON.string(text)
      let read =
        try? JSONSerialization.jsonObject(with: Data(json.bytes), options: .fragmentsAllowed)
      #expect((read as? String).map { Array($0.utf8) } == Array(text.utf8), "\(json.text)")
      let controls = json.text.unicodeScalars.filter {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
          || (0x2066...0x2069).contains($0.value)
      }
      #expect(controls.isEmpty, "\(json.text)")
    }
  }

  @Test("XML's texts lose only the characters that XML forbids")
  func xml() {
    Self.texts { text in
      let allowed = text.unicodeScalars.filter { scalar in
        scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
          || ["\t", "\n", "\r"].contains(scalar)
      }
      let expected = String(String.UnicodeScalarView(allowed))
        .replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
      var bytes: [UInt8] = []
      XML.append(Array(text.utf8), to: &bytes)
      #expect(bytes == Array(expected.utf8), "\(text.debugDescription)")
      #expect(XML.escaped(text).utf8.elementsEqual(expected.utf8), "\(text.debugDescription)")
    }
  }
}
