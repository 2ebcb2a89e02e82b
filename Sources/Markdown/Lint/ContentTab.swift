import Diagnostics
import Text

extension Rule {
  static let contentTab = Rule(
    "content-tab", .warning,
    "`=== \"Title\"` begins a tab of MkDocs. Waymark has no tabs, which hide text from readers and "
      + "from search. It shows the line as text, and the indented content as code.",
    example: """
      content/page.md:
      === "Linux"

          Press Ctrl-C.
      """,
    grouping: .once)
}

/// Finds tabs of Material for MkDocs.
enum ContentTab: MarkdownCheck {
  static let rules = [Rule.contentTab]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("===") else { return }
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      guard text.starts(with: "===".utf8) else { continue }
      var rest = text.dropFirst(3)
      if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      rest = rest.drop(while: \.isBlank)
      guard let quote = rest.first, quote == 0x22 || quote == 0x27, rest.last == quote,
        rest.count > 2
      else { continue }
      document.report(
        .contentTab, "this tab of MkDocs is shown as text", text.startIndex..<text.endIndex,
        help: "make it a heading, and remove the indentation of what follows")
    }
  }
}
