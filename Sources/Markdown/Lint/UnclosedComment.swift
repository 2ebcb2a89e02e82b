import Diagnostics
import Text

/// Finds `<!--` within a line that begins no comment, because the paragraph has no `-->`.
enum UnclosedComment: MarkdownCheck {
  static let rules: [Rule] = []

  static func run(on document: inout LintedDocument) {
    let mark = Array("<!--".utf8)
    for node in document.document.nodes where node.kind == .text {
      var start = node.text.lowerBound
      while let found = document.document.text.span.extracting(..<node.text.upperBound)
        .offset(of: mark[0], from: start)
      {
        start = found + 1
        let range = found..<found + mark.count
        // The parser may divide the mark among texts that follow each other.
        guard range.upperBound <= document.document.text.count,
          document.document.text[range].elementsEqual(mark),
          let source = document.source(ofText: range), document.bytes[source].elementsEqual(mark)
        else { continue }
        document.report(
          Diagnostic(
            .unclosedComment, "this comment does not end in its paragraph",
            at: document.location(of: source),
            help: "end it with `-->`, or write `\\<!--` for the characters"))
      }
    }
  }
}
