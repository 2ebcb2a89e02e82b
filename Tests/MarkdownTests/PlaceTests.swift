import Diagnostics
import Testing

@testable import Markdown

@Suite("Places in the source")
struct PlaceTests {
  @Test("Every link of the specification is found in its source")
  func spec() {
    var missing: [String] = []
    var count = 0
    for example in SpecExample.all {
      let source = SourceText(name: example.name, text: example.markdown)
      let document = MarkdownDocument.parse(source, options: example.options)
      for node in document.nodes where node.kind == .link || node.kind == .image {
        count += 1
        if node.source == nil { missing.append("\(example.name): \(example.markdown)") }
      }
    }
    #expect(count > 200)
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n----\n"))")
  }

  @Test("Of links in texts made by chance all but one in a hundred are found")
  func chance() {
    var mutator = Mutator(seed: MutationTests.seed &+ 2)
    var missing: [String] = []
    var count = 0
    for _ in 0..<MutationTests.rounds {
      // A NUL becomes another character, and its line cannot be found again.
      let text = mutator.text().replacing("\0", with: "")
      let document = MarkdownDocument.parse(SourceText(name: "a.md", text: text))
      for node in document.nodes where node.kind == .link || node.kind == .image {
        count += 1
        if node.source == nil { missing.append("line \(node.line) of:\n\(text)") }
      }
    }
    let report = missing.prefix(4).joined(separator: "\n----\n")
    #expect(missing.count * 100 < count, "\(missing.count) of \(count)\n\(report)")
  }
}
