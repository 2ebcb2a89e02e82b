import Diagnostics
import Text

extension Rule {
  static let undefinedFootnote = Rule(
    "undefined-footnote", .warning,
    "`[^name]` refers to a footnote, which is written `[^name]: text`. There is no footnote of this "
      + "name, so readers see the brackets.",
    example: """
      content/page.md:
      Forty minutes.[^oma]
      """)
}

/// Finds references to footnotes that do not exist, `[^name]`, which cmark leaves as text.
enum UndefinedFootnote: MarkdownCheck {
  static let rules = [Rule.undefinedFootnote]

  static func run(on document: inout LintedDocument) {
    guard document.document.options.syntax.contains(.footnotes),
      document.document.text.span.offset(of: UInt8(ascii: "^")) != nil
    else { return }
    for node in document.document.nodes where node.kind == .text { review(node, &document) }
  }

  private static func review(_ node: Node, _ document: inout LintedDocument) {
    var next = node.text.lowerBound
    while let mention = mention(in: next..<node.text.upperBound, document.document.text) {
      next = mention.upperBound
      guard let text = document.origins.text(ofByte: mention.lowerBound),
        let start = text.origin(ofByte: mention.lowerBound),
        text.content[start] == UInt8(ascii: "[")
      else { continue }
      report(mention, node, &document)
    }
  }

  /// The bytes of the first `[^name]` in a part of the text.
  private static func mention(in range: Range<Int>, _ text: [UInt8]) -> Range<Int>? {
    var index = range.lowerBound
    while index + 3 < range.upperBound {
      if text[index] == UInt8(ascii: "["), text[index + 1] == UInt8(ascii: "^"),
        let end = text[index..<range.upperBound].firstIndex(of: UInt8(ascii: "]")),
        end > index + 2
      {
        return index..<end + 1
      }
      index += 1
    }
    return nil
  }

  private static func report(
    _ mention: Range<Int>, _ node: Node, _ document: inout LintedDocument
  ) {
    let inner = mention.lowerBound + 2..<mention.upperBound - 1
    let name = String(decoding: document.document.text[inner], as: UTF8.self)
    let place = document.source(ofText: mention).map { SourcePlace.range($0) } ?? node.place
    document.report(
      Diagnostic(
        .undefinedFootnote, "there is no footnote `[^\(name)]`", at: document.location(at: place),
        help: name.utf8.contains(UInt8(ascii: " "))
          ? "the name of a footnote cannot contain spaces; join its words with `-`"
          : "write the footnote as `[^\(name)]: text` on a line of its own, or `\\[^` for the bracket"
      ))
  }
}
