import Diagnostics
import Text

extension Rule {
  static let headingSpace = Rule(
    "heading-space", .warning,
    "A heading needs a space after its `#`. Without it, the line is text.",
    example: """
      content/page.md:
      ##Ingredients

      Leek.
      """,
    grouping: .once)
}

/// Finds headings without a space after their number signs.
///
/// One sign is left alone, because it may begin a tag, such as `#draft`.
enum HeadingSpace: MarkdownCheck {
  static let rules = [Rule.headingSpace]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("##") else { return }
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      let signs = text.prefix { $0 == UInt8(ascii: "#") }
      guard (2...6).contains(signs.count), signs.endIndex < text.endIndex,
        text[signs.endIndex].isWordByte
      else { continue }
      let mark = String(repeating: "#", count: signs.count)
      document.report(
        .headingSpace, "this heading has no space after `\(mark)`, so it is shown as text",
        signs.startIndex..<signs.endIndex,
        Advice(
          "write `\(mark) ` with a space",
          fixes: [Fix(mark + " ", .certain, label: "add a space")]))
    }
  }
}
