import Diagnostics
import Foundation
import Testing

@testable import Markdown

/// cmark reads some memory before it writes it; what an earlier tree left there must not show.
@Suite("Memory of cmark's trees")
struct TreeMemoryTests {
  private static let texts =
    SpecExample.all.map(\.markdown) + CaseTests.all.compactMap { $0["markdown"] } + [
      "| A | B | C |\n| - | - | - |\n| a | b |\n| a |\n", "#", "##  ", "> #\n\n- #",
      "[^1]\n\n[^1]:#",
    ]

  @Test(
    "A text gives the same whatever its thread parsed before", arguments: ["|", "[", "b", "\n"])
  func leftovers(_ filler: String) {
    for text in Self.texts {
      Self.fill(with: "a")
      let expected = Self.description(of: text)
      Self.fill(with: filler)
      let found = Self.description(of: text)
      if found != expected {
        Issue.record("after “\(filler)”:\n\(text)\n--- after “a”\n\(expected)\n--- found\n\(found)")
        return
      }
    }
  }

  /// Leaves one byte all over the memory that this thread's trees are made of.
  private static func fill(with filler: String) {
    guard let byte = filler.utf8.first else { return }
    TreeMemory.lent {
      let size = 200 << 10
      guard let piece = TreeMemory.callbacks.pointee.realloc(nil, size) else { return }
      memset(piece, Int32(byte), size)
    }
  }

  private static func description(of text: String) -> String {
    let document = MarkdownDocument.parse(SourceText(name: "a.md", text: text))
    let fragment = document.html()
    return """
      \(DebugFiller.html(document, fragment, showsHoles: true))
      \(document.nodes.map { "\($0.kind) \($0.place)" })
      \(document.references)
      \(document.plainText)
      \(document.tables)
      \(document.diagnostics.map { "\($0.message) \(String(describing: $0.location))" })
      """
  }
}
