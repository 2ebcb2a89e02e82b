import Diagnostics
import Text

extension Rule {
  static let abbreviation = Rule(
    "abbreviation", .warning,
    "`*[HTML]: HyperText Markup Language` explains an abbreviation in other tools. Waymark shows the "
      + "line as text. Pages of `glossary/` explain terms wherever they occur.",
    example: """
      content/page.md:
      The HTML of a page.

      *[HTML]: HyperText Markup Language
      """,
    grouping: .once)
}

/// Finds explanations of abbreviations.
enum Abbreviation: MarkdownCheck {
  static let rules = [Rule.abbreviation]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("*[") else { return }
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      guard text.starts(with: "*[".utf8), let end = text.firstIndex(of: UInt8(ascii: "]")),
        end > text.startIndex + 2, end + 1 < text.endIndex, text[end + 1] == UInt8(ascii: ":")
      else { continue }
      document.report(
        .abbreviation, "this abbreviation is shown as text", text.startIndex..<text.endIndex,
        help: "make it a page of `glossary/` with a `definition`, or add it to the `aliases` of one"
      )
    }
  }
}
