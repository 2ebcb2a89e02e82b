import Diagnostics
import Text

extension Rule {
  static let includedFile = Rule(
    "included-file", .warning,
    "Other tools put the text of a file in place of a line such as `{{#include main.rs}}` (mdBook), "
      + "`--8<-- \"main.py\"` (MkDocs) and `<<< @/main.js` or `<!--@include: part.md-->` (VitePress), often in "
      + "a block of code. Waymark includes no files and shows the line.",
    example: """
      content/page.md:
      ```rust
      {{#include ../src/main.rs}}
      ```
      """,
    grouping: .once)
}

/// Finds lines that stand for the text of a file, also in code.
enum IncludedFile: MarkdownCheck {
  static let rules = [Rule.includedFile]

  /// The starts of such lines.
  private static let openings = [
    "{{#include ", "{{#rustdoc_include ", "{{#playground ", "--8<-- \"", "--8<-- '", ";--8<-- \"",
    "<<< @/", "<<< ./", "<<< ../", "<!--@include:", "<!-- @include:",
  ].map { Array($0.utf8) }
  /// Rare bytes that each opening holds.
  private static let signs = ["{{#", "8<--", "<<< ", "@include:"].map { Array($0.utf8) }

  /// Whether a line stands for the text of a file.
  static func isInclusion(_ line: ArraySlice<UInt8>) -> Bool {
    openings.contains { line.starts(with: $0) }
  }

  static func run(on document: inout LintedDocument) {
    let bytes = document.bytes
    let start = document.body.lowerBound
    let text = bytes.span.extracting(..<document.body.upperBound)
    guard signs.contains(where: { text.offset(of: $0.span, from: start) != nil }) else { return }
    for number in document.bodyLines {
      let line = bytes.trimmed(document.lines.range(ofLine: number)) {
        $0.isASCIISpace || $0 == UInt8(ascii: ">")
      }
      guard let opening = openings.first(where: { bytes[line].starts(with: $0) }) else { continue }
      let isComment = opening[1] == UInt8(ascii: "!")
      document.report(
        .includedFile,
        isComment
          ? "the file that this comment of VitePress names is not included"
          : "this line stands for the text of a file, and is shown itself", line,
        help: isComment
          ? "write `![[page]]` on a line of its own to embed a page"
          : "copy the text of the file here, or link to the file")
    }
  }
}
