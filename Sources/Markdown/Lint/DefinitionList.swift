import Diagnostics
import Text

extension Rule {
  static let definitionList = Rule(
    "definition-list", .warning,
    "A line that begins with `: ` below a term is a definition in other tools. Waymark shows the colon "
      + "and joins the lines.",
    example: """
      content/page.md:
      Leek
      : A vegetable.
      """,
    grouping: .once)
}

/// Finds definitions below a term.
enum DefinitionList: MarkdownCheck {
  static let rules = [Rule.definitionList]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains(": ") || document.prose.contains(":\t") else { return }
    var holdsTerm = false
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      guard let first = text.first else { continue }
      defer { holdsTerm = first.isWordByte || "*_[`:\u{1}".utf8.contains(first) }
      guard holdsTerm, first == UInt8(ascii: ":"), text.count > 2,
        text[text.startIndex + 1].isBlank
      else { continue }
      document.report(
        .definitionList, "this definition of a term is shown as text",
        text.startIndex..<text.endIndex,
        help: "write a list, `- **term:** definition`, or make the term a page of `glossary/`")
    }
  }
}
