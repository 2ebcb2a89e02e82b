import Diagnostics

/// Parses Markdown in these steps:
///
/// 1. `InputBounds` rejects input that would take cmark-gfm too much time, memory or stack.
/// 2. Bridge: `CMark` parses the bytes, and `TreeBuilder` copies cmark's tree into one flat array.
/// 3. Alignment: `AlignmentPass` compares the text of each block with the tree, so that every range is verified
///    against the source. It also finds wiki links (`[[…]]`).
/// 4. Constructs: `CalloutPass`, `TaskPass` and `PairPass` recognize Waymark's extensions of GitHub's Markdown.
/// 5. Lint: `MarkdownChecks` runs every check over the finished tree.
///
/// `HTMLWriter` turns the tree into HTML on request.
extension MarkdownDocument {
  /// Parses the bytes `body` of a source.
  ///
  /// All ranges and lines refer to the whole source.
  ///
  /// Never fails. Where the input cannot be parsed, the document is empty and `diagnostics` say why.
  package static func parse(
    _ source: SourceText, body: Range<Int>, options: MarkdownOptions = MarkdownOptions()
  ) -> MarkdownDocument {
    parse(source, body: body, options: options, openComments: [])
  }

  /// How often a text is parsed again because a comment in it does not end.
  private static let repetitionLimit = 8

  /// Parses a source in which the marks of comments that do not end have been replaced.
  private static func parse(
    _ source: SourceText, body: Range<Int>, options: MarkdownOptions, openComments: [Diagnostic]
  ) -> MarkdownDocument {
    let body = body.clamped(to: 0..<source.bytes.count)
    var document = MarkdownDocument(source: source, options: options)
    let (bounds, faults) = InputBounds.check(source, body: body)
    document.diagnostics = faults
    document.isUnreadable = !faults.isEmpty
    if faults.isEmpty, let tree = TreeBuilder.tree(of: source, body, bounds, options) {
      if openComments.count < repetitionLimit, options.html != .verbatim,
        let (text, diagnostics) = OpenComment.replaced(in: source, tree)
      {
        return parse(text, body: body, options: options, openComments: openComments + diagnostics)
      }
      document = finished(document, tree, body, bounds)
    }
    document.diagnostics += openComments
    if document.nodes.isEmpty {
      document.nodes = [Node(.document, line: source.lines.line(at: body.lowerBound), end: 1)]
    }
    return document
  }

  /// Parses a whole source.
  package static func parse(
    _ source: SourceText, options: MarkdownOptions = MarkdownOptions()
  ) -> MarkdownDocument {
    parse(source, body: 0..<source.bytes.count, options: options)
  }

  private static func finished(
    _ document: MarkdownDocument, _ tree: BridgedTree, _ body: Range<Int>, _ bounds: InputBounds
  ) -> MarkdownDocument {
    var alignment = AlignmentPass(document, tree, body)
    alignment.run()
    var (document, locations) = (alignment.document, alignment.locations)
    if tree.holdsQuotes {
      let examples = CalloutPass.run(on: &document, &locations)
      PairPass.run(on: &document, callouts: examples)
    }
    if tree.holdsLists { TaskPass.run(on: &document) }
    var linted = LintedDocument(document, tree, body, bounds, alignment.origins, locations)
    MarkdownChecks.run(on: &linted)
    return linted.document
  }
}
