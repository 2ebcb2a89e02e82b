import Diagnostics
import Text

extension Rule {
  static let unusedFootnote = Rule(
    "unused-footnote", .warning,
    "A footnote that nothing refers to is not shown.",
    example: """
      content/page.md:
      Forty minutes.

      [^oma]: Oma says so.
      """)
}

/// Finds footnotes that cmark dropped because nothing refers to them.
enum UnusedFootnote: MarkdownCheck {
  static let rules = [Rule.unusedFootnote]

  static func run(on document: inout LintedDocument) {
    guard document.holdsNotes else { return }
    var used: Set<Int> = []
    for node in document.document.nodes where node.kind == .footnoteDefinition {
      used.insert(Int(node.line))
    }
    var code = document.codeLines[...]
    for line in document.bodyLines {
      while let first = code.first, first.upperBound < line { code.removeFirst() }
      if used.contains(line) || code.first?.contains(line) == true { continue }
      guard let range = definition(document.lines.range(ofLine: line), document.bytes) else {
        continue
      }
      let name = document.document.source.text(range)
      document.report(
        Diagnostic(
          .unusedFootnote, "nothing refers to the footnote `\(name)`, or another one has its name",
          at: document.location(of: range),
          help: "refer to it with `\(name)` in the text, or remove it"))
    }
  }

  /// The bytes `[^name]` of a line that begins a footnote with an indentation of at most three spaces.
  private static func definition(_ line: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
    var start = line.lowerBound
    while start < line.upperBound, start < line.lowerBound + 3, bytes[start] == UInt8(ascii: " ") {
      start += 1
    }
    guard start + 4 < line.upperBound, bytes[start] == UInt8(ascii: "["),
      bytes[start + 1] == UInt8(ascii: "^"), bytes[start + 2] != UInt8(ascii: "]")
    else { return nil }
    var end = start + 2
    while end < line.upperBound, bytes[end] != UInt8(ascii: "]") {
      if bytes[end].isBlank { return nil }
      end += 1
    }
    guard end + 1 < line.upperBound, bytes[end + 1] == UInt8(ascii: ":") else { return nil }
    return start..<(end + 1)
  }
}
