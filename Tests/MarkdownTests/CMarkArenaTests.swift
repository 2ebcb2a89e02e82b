import Diagnostics
import Foundation
import Testing

@testable import Markdown

/// cmark reads some memory before it writes it; what an earlier tree left there must not show.
@Suite("Memory of cmark's trees")
struct CMarkArenaTests {
  private static let texts =
    SpecExample.all.map(\.markdown) + CaseTests.all.compactMap { $0["markdown"] } + [
      "| A | B | C |\n| - | - | - |\n| a | b |\n| a |\n", "#", "##  ", "> #\n\n- #",
      "[^1]\n\n[^1]:#",
    ]

  @Test(
    "A text gives the same whatever its thread parsed before",
    arguments: ["|", "[", "b", "\n", " "])
  func leftovers(_ filler: String) {
    let zeros = Self.pattern("\0")
    let pattern = Self.pattern(filler + "\0")
    for text in Self.texts {
      Self.fill(with: zeros)
      let expected = Self.description(of: text)
      Self.fill(with: pattern)
      let found = Self.description(of: text)
      if found != expected {
        Issue.record(
          "after “\(filler)”:\n\(text)\n--- after zeros\n\(expected)\n--- found\n\(found)")
        return
      }
    }
  }

  private static func pattern(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return Array(repeatElement(bytes, count: (200 << 10) / bytes.count).joined())
  }

  /// Leaves bytes all over the memory that this thread's trees are made of.
  private static func fill(with bytes: [UInt8]) {
    CMarkArena.withArena {
      guard let piece = CMarkArena.callbacks.pointee.realloc(nil, bytes.count) else { return }
      bytes.withUnsafeBytes { source in
        if let start = source.baseAddress { memcpy(piece, start, source.count) }
      }
    }
  }

  private static func description(of text: String) -> String {
    let document = MarkdownDocument.parse(SourceText(name: "a.md", text: text))
    let fragment = document.html()
    return """
      \(DebugFiller.html(document, fragment, showsPlaceholders: true))
      \(document.nodes.map { "\($0.kind) \($0.place)" })
      \(document.references)
      \(document.plainText)
      \(document.tables)
      \(document.diagnostics.map { "\($0.message) \(String(describing: $0.location))" })
      """
  }
}
