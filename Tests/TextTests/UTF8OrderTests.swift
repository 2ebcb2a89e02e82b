import TestSupport
import Testing
import Text

@Suite struct UTF8OrderTests {
  @Test("Texts of any length and script stand in the order of their bytes", arguments: 0..<4)
  func randomTexts(run: Int) {
    var generator = SeededGenerator(offset: run)
    let parts = ["", "a", "b", "/", "é", "e\u{301}", "日本", "articles/page-", "🙂", "z.md"]
    let texts = (0..<120).map { _ in
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined()
    }
    for left in texts {
      for right in texts {
        #expect(
          left.precedesInUTF8(right)
            == Array(left.utf8).lexicographicallyPrecedes(Array(right.utf8)),
          "“\(left)” and “\(right)”, seed \(SeededGenerator.seed)")
      }
    }
  }
}
