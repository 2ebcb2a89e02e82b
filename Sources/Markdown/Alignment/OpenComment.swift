import Diagnostics
import Text

/// Finds comments that do not end, which take the rest of the page from Markdown.
enum OpenComment {
  /// The source with the mark of each such comment, `<!--`, replaced by text of the same length, and a diagnostic for
  /// each; `nil` where there is none.
  static func replaced(
    in source: SourceText, _ tree: BridgedTree
  ) -> (text: SourceText, diagnostics: [Diagnostic])? {
    var bytes = source.bytes
    var diagnostics: [Diagnostic] = []
    for node in tree.nodes where node.kind == .htmlBlock && node.line > 0 {
      let rest = tree.text[node.text].drop(while: \.isASCIISpace)
      guard rest.starts(with: "<!--".utf8),
        case .openComment? = HTMLTokenizer.first(tree.text, rest.startIndex..<rest.endIndex)
      else { continue }
      let line = source.lines.range(ofLine: Int(node.line))
      guard let start = offset(of: "<!--", in: bytes, line) else { continue }
      bytes.replaceSubrange(start..<start + 4, with: "\\<--".utf8)
      diagnostics.append(
        Diagnostic(
          .unclosedComment, "this comment does not end", at: source.location(of: start..<start + 4),
          help: "end it with `-->`"))
    }
    return diagnostics.isEmpty
      ? nil : (source.replacing(bytes: bytes), diagnostics)
  }

  private static func offset(of text: String, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    range.first { bytes[$0..<range.upperBound].starts(with: text.utf8) }
  }
}
