import Diagnostics
import Foundation
import Testing

@testable import Markdown

/// Inputs that take cmark-gfm, or a careless reader of its tree, time or stack out of all proportion.
struct Pathology: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: @Sendable (_ size: Int) -> String

  static func times(_ piece: String, _ size: Int) -> String {
    String(repeating: piece, count: size / piece.utf8.count)
  }

  private static func repeated(_ piece: String) -> Pathology {
    Pathology(testDescription: "repeated \(piece.debugDescription)") { times(piece, $0) }
  }

  private static func nested(_ open: String, _ close: String) -> Pathology {
    Pathology(testDescription: "nested \(open)…\(close)") {
      times(open, $0 / 2) + "a" + times(close, $0 / 2)
    }
  }

  static let all: [Pathology] =
    [
      "*a **a ", "a_ ", "_a ", "a] ", "[a ", "*a_ ", "[ a_ ", "[ (]( ", "[a](<b ", "[a](b ",
      "![[]() ",
      "![l ", "<? ", "<!A b ", "<![CDATA[ ", "<!-- ", "www.a_", "a@", "a@b.co ", "> ", ">", "- ",
      "* ",
      "[[ ", "[[a]]\n", "[^a]: ", "a\n--|\n", "-|-\n-|-|-\n", "|", "# a\n\n", "- [ ] a\n", "\\[",
      "~a ", "<b>", "x <script> ", "<div ", "<table><tr><td>", "<a name=\"x\">", "> <!-- a\n\n",
      "![a](b c.png ", "[a]: b\n", "[^a] ", "`", "%% ", "%%a%% ", "%%a``` ", "`%% ", "==a ", "a== ",
      "==a== ",
      "^[a ", "^[a] ", "^[", "a ^b\n\n", "^b\n\n",
      "# a {#b}\n", "> [!a]- b\n\n", "%%\n```\n", "\0",
      "\"a' ",
      "{{ ", "{{< ", "{% ", "<% ", "{/* ", "$", "$a ", "$$\n", ":a:", ":a ", "!!! note\n",
      "!!! note\n    a\n", "!!! note\n\n", ":::a\n", ":::a\n\n:::\n", ":::\n", "[a][b] ", "][",
      "{.a ", "{: a} ", "```\n\n", "> ```\n", "<A ", "##a\n", "a\n: b\n", "*[a]: b\n", "` `` ",
      "http://a ", "\\$ ", "```sh\n<<A\n$(", "```swift\n##", "import 'a'\n\n", "[TOC]\n\n",
      "=== \"a\"\n",
      "++a", "++ctrl++ ", "++a+", "^^a^^ ", "^^a ", "x^2^ ", "x^2", "x~2~ ", "{++a", "{--a--} ",
      "{>>", "5%% ", "%%5", "--8<-- \"a\"\n", "<<< @/a\n", "{{#include a}}\n", "[][a] ", "{.a} ",
    ].map(repeated)
    + [
      nested("*a **a ", " a** a*"), nested("[ ", " ]"), nested("![ ", "](u) "),
      nested("~a ", "a~ "),
      nested("[ ", "](u) "), nested("![ ", "[a](b) "), nested("==a ", " a=="), nested("^[a ", "]"),
      Pathology(testDescription: "short rows of a wide table") {
        times("|a", 240) + "\n" + times("|-", 240) + "\n" + times("a\n", $0)
      },
      Pathology(testDescription: "a long definition, often used") {
        "[a]: b \"" + times("x ", $0 / 2) + "\"\n\n" + times("[a] ", $0 / 2)
      },
      Pathology(testDescription: "mail addresses before much text") {
        times("a@b.co ", 7000) + times("x ", $0)
      },
      Pathology(testDescription: "as many mail addresses as cmark calls itself for") { _ in
        times("a@b.co ", 14_000) + "\n\n" + times("@ ", 4000)
      },
      Pathology(testDescription: "an address and closing parentheses") {
        times("http://a" + times(")", 4000) + " ", $0)
      },
      Pathology(testDescription: "empty lines in deep lists") {
        (0..<90).map { String(repeating: "  ", count: $0) + "* a\n" }.joined() + times("\n", $0)
      },
      Pathology(testDescription: "backticks of all lengths") {
        (1..<($0 / 800)).map { "e " + String(repeating: "`", count: $0) }.joined()
      },
      Pathology(testDescription: "an entity for the sign of a footnote") { _ in
        "[&#94;" + times("a", 4000) + "]\n\n[&Hat;b] [&#x5E;c]"
      },
      Pathology(testDescription: "open blocks and lines that close none of them") {
        times("::::a\n", $0 / 2) + times(":::\n", $0 / 2)
      },
      Pathology(testDescription: "nested admonitions and empty lines") { size in
        (0..<300).map { String(repeating: " ", count: 4 * $0) + "!!! note\n" }.joined()
          + times("\n", size / 2) + String(repeating: " ", count: 1200) + "a\n"
      },
      Pathology(testDescription: "comments for the tool") { size in
        (0..<(size / 30)).map { "<!-- waymark: allow a-\($0) -->\n" }.joined()
      },
      Pathology(testDescription: "notes with names and notes within the text") { size in
        (0..<(size / 60)).map { "a ^[b] [^n\($0)]\n\n[^n\($0)]: c [^n\($0 + 1)]\n\n" }.joined()
      },
      Pathology(testDescription: "definitions that nothing uses") { size in
        (0..<(size / 12)).map { "[a\($0)]: b\n" }.joined()
      },
    ]
}

@Suite("Pathological inputs", .serialized)
struct PathologicalTests {
  /// Small enough for a debug build; what is quadratic would take minutes all the same.
  static let size = 256 << 10

  @Test("None takes long, nor more stack than a small thread has", arguments: Pathology.all)
  func bounded(_ pathology: Pathology) async {
    let text = pathology.text(Self.size)
    let elapsed = await withCheckedContinuation { continuation in
      let thread = Thread {
        let clock = ContinuousClock()
        let elapsed = clock.measure {
          let source = SourceText(name: "a.md", text: text)
          let document = MarkdownDocument.parse(source)
          _ = document.html()
          _ = document.plainText
        }
        continuation.resume(returning: elapsed)
      }
      thread.stackSize = 512 << 10
      thread.start()
    }
    #expect(elapsed < .seconds(60))
  }

  /// What cmark-gfm would take more than about two seconds for, at four mebibytes.
  private static let refused: [(text: @Sendable (Int) -> String, words: String)] = [
    ({ times(times("www.a_", 4000) + " ", $0) }, "addresses without spaces"),
    ({ times(times("a@", 4000) + "\n\n", $0) }, "addresses without spaces"),
    ({ times("http://a" + times(")", 4000) + " ", $0) }, "addresses without spaces"),
    ({ times("a@b.co ", 7000) + times("x ", $0) }, "`@` on one line"),
    ({ times("x ", $0 / 2) + times("<!A b ", 1000) }, "`<!` and `<?`"),
    ({ times("-|-\n-|-|-\n", $0) }, "lines of `|` and `-`"),
    ({ times("![ ", $0 / 20) + times("[a](b) ", $0 / 20) }, "images and links"),
    ({ "[a]: b \"" + times("x ", $0 / 2) + "\"\n\n" + times("[a] ", 4000) }, "one long definition"),
    ({ times("*a_ ", $0) }, "characters such as `*`"),
    ({ deepList(90) + times("\n", $0) }, "lines in deep lists"),
    ({ times("|a", 240) + "\n" + times("|-", 240) + "\n" + times("a\n", $0) }, "lack more than"),
    ({ times("|", $0) }, "this word has"),
    ({ times("| ", $0) }, "on one line; a table"),
    ({ times("> ", $0) }, "are nested more than"),
    ({ times("[^a]: ", $0) }, "are nested more than"),
    ({ times("a", $0) }, "this word has"),
  ]

  private static func times(_ piece: String, _ size: Int) -> String { Pathology.times(piece, size) }

  private static func deepList(_ depth: Int) -> String {
    (0..<depth).map { String(repeating: "  ", count: $0) + "* a\n" }.joined()
  }

  @Test("What cannot be read in time is refused at once")
  func refusals() {
    for (index, item) in Self.refused.enumerated() {
      let source = SourceText(name: "a.md", text: item.text(4 << 20))
      let document = MarkdownDocument.parse(source)
      let message = document.diagnostics.map(\.message).joined()
      #expect(message.contains(item.words), "number \(index): \(message)")
      #expect(document.nodes.count == 1)
    }
  }
}
