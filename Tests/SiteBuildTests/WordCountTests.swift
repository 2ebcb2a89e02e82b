import Diagnostics
import Markdown
import SiteModel
import TestSupport
import Testing

@Suite struct WordCountTests {
  /// The runs between white space that hold a letter or digit, byte by byte.
  private func count(_ bytes: [UInt8]) -> Int {
    bytes.split { $0 <= 0x20 }.count { run in
      run.contains { byte in
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      }
    }
  }

  @Test("Chance texts have as many words as they have runs that say something", arguments: 0..<4)
  func chanceTexts(run: Int) {
    var generator = SeededGenerator(offset: run)
    let parts = [
      "word", "3.5", "-", "…", " ", "\n\n", "well-known", "“quoted”", "é", ", ", "a/b", "GA4",
    ]
    for _ in 0..<100 {
      let text = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined()
      let page = ParsedPage.parse(
        ContentPath("articles/a.md"), at: ContentPath("articles/a.md"),
        SourceText(name: "a.md", bytes: Array(text.utf8)), options: MarkdownOptions(),
        data: { _ in nil })
      #expect(
        page.wordCount == count(page.plainText.bytes),
        "“\(text)”, seed \(SeededGenerator.seed)")
    }
  }
}
