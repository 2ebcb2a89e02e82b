import Diagnostics
import Testing

@testable import Markdown

@Suite("Parsing on several threads")
struct ThreadTests {
  @Test("Every example gives on eight threads what it gives on one")
  func parallel() async {
    // Strikethrough is the extension whose characters come and go with a parse.
    let texts = SpecExample.all.map { $0.markdown + "\n\n~gone~ www.example.com a@b.co\n" }
    let plain = SpecExample.all.map(\.markdown)
    let serial = (texts + plain).map(Self.html)
    let all = texts + plain
    await withTaskGroup(of: [Int].self) { group in
      for worker in 0..<8 {
        group.addTask {
          var wrong: [Int] = []
          for round in 0..<3 {
            for step in all.indices {
              let index = (step * 7 + worker * 101 + round) % all.count
              if Self.html(all[index]) != serial[index] { wrong.append(index) }
            }
          }
          return wrong
        }
      }
      for await wrong in group {
        #expect(wrong.isEmpty, "\(wrong.prefix(3).map { all[$0] })")
      }
    }
  }

  private static func html(_ text: String) -> String {
    let source = SourceText(name: "a.md", text: text)
    let document = MarkdownDocument.parse(
      source, options: MarkdownOptions(syntax: [.guide, .footnotes]))
    return DebugFiller.html(document, document.html(), showsPlaceholders: true)
  }
}
