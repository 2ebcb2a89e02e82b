import Diagnostics
import TestSupport
import Testing

@Suite struct SourceEditsTests {
  @Test("What no change names stays as it is, and the diff turns the old file into the new one")
  func diff() throws {
    for round in 0..<300 {
      var random = SeededGenerator(offset: round)
      let text = Self.text(&random)
      var edits = SourceEdits()
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        // A diff is text: no change begins inside a character.
        let places = text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
        let first = Int.random(in: 0..<places.count, using: &random)
        let start = places[first]
        let end = places[min(places.count - 1, first + Int.random(in: 0...9, using: &random))]
        let words = ["", "x", "two\nlines", "é"].randomElement(using: &random) ?? ""
        _ = edits.add(SourceEdits.Edit(start..<end, words))
      }
      let result = edits.applied(to: text)
      let diff = edits.diff(of: text, named: "a.md")
      #expect(
        Self.patched(text, by: diff) == result,
        "seed \(SeededGenerator.seed), round \(round)\n\(diff)")
    }
  }

  @Test("Of two changes that overlap the first one counts, and one said twice is made once")
  func overlap() {
    var edits = SourceEdits()
    let wanted = [
      (2..<5, "a"), (2..<5, "a"), (2..<5, "b"), (4..<6, "c"), (0..<9, "d"), (5..<6, "e"),
    ]
    var taken: [Bool] = []
    for (range, text) in wanted { taken.append(edits.add(SourceEdits.Edit(range, text))) }
    #expect(taken == [true, true, false, false, false, true])
    #expect(
      String(decoding: edits.applied(to: Array("0123456789".utf8)), as: UTF8.self) == "01ae6789")
  }

  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    let lines = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      ["", "a", "some words", "ü 😀", "tail\t"].randomElement(using: &random) ?? ""
    }
    let end = Bool.random(using: &random) ? "\n" : "\r\n"
    return Array((lines.joined(separator: end) + (Bool.random(using: &random) ? end : "")).utf8)
  }

  /// Applies a unified diff as `patch` does, trusting no more than its lines.
  private static func patched(_ old: [UInt8], by diff: String) -> [UInt8]? {
    let bytes = Array(diff.utf8)
    let lines = Self.lines(old)
    var result: [UInt8] = []
    var next = 0
    let diffLines = Self.lines(bytes).dropFirst(2)
    for (offset, line) in diffLines.enumerated() {
      let index = diffLines.startIndex + offset
      // A line that ends the file without a line end is followed by one that says so.
      let isCut = index + 1 < diffLines.endIndex && diffLines[index + 1].first == UInt8(ascii: "\\")
      let content = Array(line.dropFirst().dropLast(isCut ? 1 : 0))
      switch line.first {
      case UInt8(ascii: "@"):
        let words = String(decoding: line, as: UTF8.self).split { " -,+@".contains($0) }
        guard let start = Int(words[0]) else { return nil }
        while next < start - 1, next < lines.count {
          result += lines[next]
          next += 1
        }
      case UInt8(ascii: " "), UInt8(ascii: "-"):
        let isKept = line.first == UInt8(ascii: " ")
        guard next < lines.count || content.isEmpty else { return nil }
        if next < lines.count, Array(lines[next]) != content { return nil }
        if isKept { result += content }
        next += 1
      case UInt8(ascii: "+"): result += content
      default: continue
      }
    }
    while next < lines.count {
      result += lines[next]
      next += 1
    }
    return result
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }
}
