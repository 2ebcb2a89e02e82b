import Diagnostics

extension Rule {
  /// Words such as `TODO` are left in the text.
  package static let unfinishedText = Rule(
    "unfinished-text", .warning,
    "`TODO`, `FIXME` and `TBD` mark unfinished text. In a comment, `<!-- TODO: … -->`, readers do "
      + "not see them.",
    example: """
      content/page.md:
      TODO: how much salt?
      """)
}

/// Finds words that mark unfinished text.
enum UnfinishedText: MarkdownCheck {
  static let rules = [Rule.unfinishedText]

  static func run(on document: inout LintedDocument) {
    let text = document.document.text
    guard UnfinishedWord.mayOccur(in: text.span) else { return }
    for node in document.document.nodes where node.kind == .text {
      for found in UnfinishedWord.all(in: text[node.text]) {
        let place = document.source(ofText: found).map { SourcePlace.range($0) } ?? node.place
        let word = String(decoding: text[found], as: UTF8.self)
        document.report(
          Diagnostic(
            .unfinishedText, "`\(word)` is left in the text", at: document.location(at: place),
            help: "finish the text, or move the note to a comment: `<!-- \(word): … -->`"))
      }
    }
  }
}
