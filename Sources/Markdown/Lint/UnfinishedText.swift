import Diagnostics

extension Rule {
  package static let unfinishedText = Rule(
    "unfinished-text", .warning,
    "`TODO`, `FIXME` and `TBD` are notes to oneself. A comment, `<!-- TODO: … -->`, keeps them from "
      + "readers.")
}

/// Finds words that say that the text is not finished.
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
            help: "do what it says, or put it into a comment: `<!-- \(word): … -->`"))
      }
    }
  }
}
