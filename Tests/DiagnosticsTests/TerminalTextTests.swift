import Diagnostics
import Testing
import Text

@Suite struct TerminalTextTests {
  /// What a terminal obeys, or shows text by in another order.
  private func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    let isBidirectional =
      scalar.properties.isBidiControl && scalar.properties.isDefaultIgnorableCodePoint
    // Marks of direction only say how a neutral character is read.
    return scalar.properties.generalCategory == .control
      || isBidirectional && !["\u{200E}", "\u{200F}", "\u{61C}"].contains(scalar)
  }

  @Test("Of every character only those are replaced that a terminal obeys")
  func everyCharacter() {
    // Nothing beyond the first plane is obeyed.
    let wrong = (0...0xFFFF as ClosedRange<UInt32>).filter { value in
      guard let scalar = Unicode.Scalar(value) else { return false }
      let text = "a\(scalar)b"
      let isKept = scalar == "\n" || scalar == "\t"
      let line = TerminalText.line(text)
      let lines = TerminalText.withoutControls(text)
      if isObeyed(scalar) {
        return line.unicodeScalars.contains(where: isObeyed) || (lines == text) != isKept
      }
      return line != text || lines != text
    }
    #expect(wrong == [])
  }

  @Test("Line ends stay, and a carriage return alone does not")
  func lineEnds() {
    #expect(TerminalText.withoutControls("a\r\nb\rc\n") == "a\r\nb␍c\n")
  }

  @Test("JSON holds nothing that a terminal obeys")
  func json() {
    #expect(
      JSON.string("\u{1B}[1m\u{7F}\u{9B}1m\u{202E}é\u{2069}").text
        == #""\u001b[1m\u007f\u009b1m\u202eé\u2069""#)
  }
}
