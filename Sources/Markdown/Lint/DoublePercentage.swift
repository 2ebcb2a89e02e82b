import Diagnostics
import Text

/// Finds `%%` behind a number, which begins a comment in Obsidian and is text here.
enum DoublePercentage: MarkdownCheck {
  static let rules: [Rule] = []

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("%%") else { return }
    let bytes = document.prose.bytes
    let mark = Array("%%".utf8)
    let text = bytes.span.extracting(..<document.body.upperBound)
    var start = document.body.lowerBound
    while let found = text.offset(of: mark.span, from: start) {
      start = found + 2
      guard let end = PrivateComments.endOfPercentage(at: found, in: bytes) else { continue }
      start = end
      document.report(
        .privateComment, "`%%` behind a number is shown as text; in Obsidian it begins a comment",
        found..<end,
        help: "write one sign, or `\\%%` for two; put a space before a comment: ` %%text%%`")
    }
  }
}
