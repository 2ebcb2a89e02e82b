import Diagnostics

/// Parses Markdown in these steps:
///
/// 1. `InputBounds` rejects input that would take cmark-gfm too much time, memory or stack. `PrivateComments` hides
///    private comments from everything that follows.
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
    let body = body.clamped(to: 0..<source.bytes.count)
    let (bounds, faults) = InputBounds.check(source, body: body)
    var document = MarkdownDocument(source: source, options: options)
    document.diagnostics = faults
    document.isUnreadable = !faults.isEmpty
    if faults.isEmpty {
      let bytes = source.bytes
      let comments = CommentState(
        mayHidePrivate: options.syntax.contains(.privateComments)
          && PrivateComments.mayOccur(in: bytes.span.extracting(body)))
      document = parse(source, body, options, bounds, comments)
    }
    if document.nodes.isEmpty {
      document.nodes = [Node(.document, line: source.lines.line(at: body.lowerBound), end: 1)]
    }
    return document
  }

  /// What earlier parses of a text found out about its comments.
  private struct CommentState {
    /// How often a text is parsed again because an HTML comment in it does not end.
    static let repetitionLimit = 8

    /// Whether the text may have private comments, or had them.
    let mayHidePrivate: Bool
    /// How often private comments were replaced.
    var privateRounds = 0
    /// The diagnostics of HTML comments that do not end, whose marks were replaced.
    var open: [Diagnostic] = []
  }

  /// Parses a source in which some comments have been replaced.
  private static func parse(
    _ source: SourceText, _ body: Range<Int>, _ options: MarkdownOptions, _ bounds: InputBounds,
    _ comments: CommentState
  ) -> MarkdownDocument {
    var document = MarkdownDocument(source: source, options: options)
    var comments = comments
    guard
      let tree = TreeBuilder.tree(
        of: source, body, bounds, options, holdsPrivateComments: comments.mayHidePrivate)
    else { return document }
    if comments.mayHidePrivate {
      var outcome = PrivateComments.search(source, body, tree)
      if case .hidden = outcome, comments.privateRounds == PrivateComments.repetitionLimit {
        outcome = PrivateComments.endless(source, body)
      }
      switch outcome {
      case .none: break
      case .hidden(let text):
        comments.privateRounds += 1
        return parse(text, body, options, bounds, comments)
      case .unclear(let diagnostic):
        document.diagnostics = [diagnostic]
        document.isUnreadable = true
        return document
      }
    }
    if comments.open.count < CommentState.repetitionLimit, options.html != .verbatim,
      let (text, diagnostics) = OpenComment.replaced(in: source, tree)
    {
      comments.open += diagnostics
      return parse(text, body, options, bounds, comments)
    }
    document = finished(document, tree, body, bounds)
    document.diagnostics += comments.open
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
    if tree.holdsCarets { BlockIDPass.run(on: &document) }
    if tree.holdsLists { TaskPass.run(on: &document) }
    ComponentPass.run(on: &document)
    var linted = LintedDocument(document, tree, body, bounds, alignment.origins, locations)
    MarkdownChecks.run(on: &linted)
    return linted.document
  }
}
