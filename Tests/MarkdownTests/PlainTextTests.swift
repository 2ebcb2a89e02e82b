import Diagnostics
import Testing

@testable import Markdown

@Suite("Plain text")
struct PlainTextTests {
  /// Blocks without words, each of which may be the last of a page.
  private static let endings = [
    "## ", "##", "# #", "## <br>", "## []()", "# <!-- -->", "# ![]()", "# `` ` ``", "#\n#", "-\n#",
    "#\n\n---", "#\n\n<!-- a -->", "#\n\n-", "#\n\n1.", "#\n\n```\n```", "#\n\n```\n\n\n```",
    "#\n\n>",
    "#\n\n> [!NOTE]", "[^1]\n\n[^1]:#", "[^1]\n\n[^1]:", "> #", "- #", "- [ ] #", "```\n\n```\n#",
    "| | |\n| - | - |", "| | |\n| - | - |\n| | |", "| a |\n| - |\n| b |\n\n#", "<div></div>\n\n#",
    "#\n\n[a]: b", "&nbsp;\n\n#", "#\n\n![[]]", "#\n\n[[]]", "***", "",
  ]

  @Test("Ranges lie in the text, in order, and no line feed ends it", arguments: endings)
  func ranges(_ ending: String) {
    for text in [ending, ending + "\n", "Text.\n\n" + ending, "# A\n\n" + ending + "\n\n" + ending]
    {
      let document = MarkdownDocument.parse(SourceText(name: "a.md", text: text))
      let plain = document.plainText
      #expect(plain.headings.count == document.outline.count)
      for ranges in [plain.headings, plain.tables] {
        var last = 0
        for range in ranges {
          #expect(range.lowerBound >= last && range.upperBound <= plain.bytes.count, "\(text)")
          last = range.upperBound
        }
      }
      #expect(plain.bytes.last != UInt8(ascii: "\n"), "\(text)")
    }
  }

  @Test("Line feeds part blocks and stay as they are in code")
  func lineFeeds() {
    let text = "# A\n\nb\nc\n\n```\nd\n\ne\n\n```\n\n#\n\n| f | g |\n| - | - |\n| h | |\n\n## \n"
    let document = MarkdownDocument.parse(SourceText(name: "a.md", text: text))
    #expect(document.plainText.text == "A\nb c\nd\n\ne\n\nf · g\nh · ")
  }
}
