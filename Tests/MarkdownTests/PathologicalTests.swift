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
      "~a ", "<b>", "[a]: b\n", "[^a] ", "`", "\0", "\"a' ",
    ].map(repeated)
    + [
      nested("*a **a ", " a** a*"), nested("[ ", " ]"), nested("![ ", "](u) "),
      nested("~a ", "a~ "),
      nested("[ ", "](u) "), nested("![ ", "[a](b) "),
      Pathology(testDescription: "short rows of a wide table") {
        times("|a", 240) + "\n" + times("|-", 240) + "\n" + times("a\n", $0)
      },
      Pathology(testDescription: "a long definition, often used") {
        "[a]: b \"" + times("x ", $0 / 2) + "\"\n\n" + times("[a] ", $0 / 2)
      },
      Pathology(testDescription: "mail addresses before much text") {
        times("a@b.co ", 7000) + times("x ", $0)
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
    #expect(elapsed < .seconds(6))
  }
}
