import Diagnostics
import Testing
import Text

@Suite struct LineTableTests {
  @Test(
    "Lines end with LF, CR LF or CR",
    arguments: [
      ("", [""]), ("a", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb", ["a", "b"]),
      ("a\rb", ["a", "b"]), ("a\n", ["a", ""]), ("\n\r\n\r", ["", "", "", ""]),
    ])
  func lines(text: String, expected: [String]) {
    let source = SourceText(name: "x", text: text)
    let lines = (1...source.lines.count).map { source.text(source.lines.range(ofLine: $0)) }
    #expect(lines == expected)
  }

  @Test("Every short text has the lines that reading it byte by byte gives")
  func everyShortText() {
    var texts = [""]
    for _ in 0..<6 {
      texts = texts.flatMap { text in ["a", "\n", "\r"].map { text + $0 } } + texts
    }
    for text in Set(texts) {
      var expected: [String] = [""]
      let scalars = Array(text.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        // The line feed of a pair ends no line of its own.
        if scalar == "\n", index > 0, scalars[index - 1] == "\r" { continue }
        if scalar == "a" { expected[expected.count - 1] += "a" } else { expected.append("") }
      }
      let source = SourceText(name: "x", text: text)
      let lines = (1...source.lines.count).map { source.text(source.lines.range(ofLine: $0)) }
      #expect(lines == expected, "\(text.debugDescription)")
    }
  }

  @Test("Every byte is on the line that holds it")
  func lineOfByte() {
    let source = SourceText(name: "x", text: "one\r\ntwo\n\nfour")
    let lines = (0...source.bytes.count).map { source.lines.line(at: $0) }
    #expect(lines == [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 4, 4, 4, 4])
  }

  @Test("A byte-order mark is no part of the text")
  func byteOrderMark() {
    let source = SourceText(name: "x", bytes: [0xEF, 0xBB, 0xBF, 0x61])
    #expect(source.bytes == [0x61])
    #expect(source.byteOrderMarkLength == 3)
    #expect(source.location(of: 0..<1).start == Position(line: 1, column: 1))
  }
}

@Suite struct NearestMatchTests {
  @Test(
    "The nearest name is found",
    arguments: [
      ("articles/three-way-in", "articles/three-ways-in"), ("resmue", "resume"),
      ("RESUME", "resume"), ("faq", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func nearest(name: String, expected: String?) {
    let known = ["articles/three-ways-in", "resume", "tables/gaps", "glossary"]
    #expect(nearestMatch(to: name, in: known) == expected)
  }

  @Test("A very long name costs nothing")
  func long() {
    #expect(nearestMatch(to: String(repeating: "a", count: 100_000), in: ["aaa"]) == nil)
  }
}
