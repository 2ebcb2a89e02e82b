import Diagnostics
import Text

extension Rule {
  static let undefinedReference = Rule(
    "undefined-reference", .warning,
    "`[text][name]` is a link to the address of a line `[name]: https://example.org`. There is no "
      + "line of this name, so readers see the brackets.",
    example: """
      content/page.md:
      See [the rules][rules].
      """,
    grouping: .each)
}

/// Finds links whose name no line defines, which cmark leaves as text.
enum UndefinedReference: MarkdownCheck {
  static let rules = [Rule.undefinedReference]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("][") else { return }
    let nodes = document.document.nodes
    let text = document.document.text
    var index = 0
    while index < nodes.count {
      guard nodes[index].kind == .text else {
        index += 1
        continue
      }
      // Texts that follow each other, whose literals do too.
      let start = nodes[index].text.lowerBound
      var end = nodes[index].text.upperBound
      index += 1
      while index < nodes.count, nodes[index].kind == .text, nodes[index].text.lowerBound == end {
        end = nodes[index].text.upperBound
        index += 1
      }
      review(start..<end, text, &document)
    }
  }

  private static func review(
    _ range: Range<Int>, _ text: [UInt8], _ document: inout LintedDocument
  ) {
    let part = text.span.extracting(..<range.upperBound)
    var start = range.lowerBound
    let middle = Array("][".utf8)
    while let found = part.offset(of: middle.span, from: start) {
      start = found + 2
      guard
        let end = text[start..<range.upperBound].firstIndex(where: { $0 == 0x5B || $0 == 0x5D }),
        text[end] == UInt8(ascii: "]"), end - start < 200
      else { continue }
      let name = String(decoding: text[start..<end], as: UTF8.self)
      guard name.utf8.first != UInt8(ascii: "^"),
        let source = document.source(ofText: found + 1..<end + 1),
        document.bytes[source].elementsEqual(text[found + 1..<end + 1]),
        source.lowerBound > 0, document.bytes[source.lowerBound - 1] == UInt8(ascii: "]"),
        isOpened(before: source.lowerBound - 1, document.prose.bytes, isNamed: !name.isEmpty)
      else { continue }
      document.report(
        .undefinedReference,
        name.isEmpty ? "no line defines the name of this link" : "no line defines `[\(name)]`",
        source,
        help: "define it on a line of its own, `[\(name.isEmpty ? "name" : name)]: "
          + "https://example.org`, or write `\\[` for the bracket")
    }
  }

  /// Whether the `]` at an offset of the source closes a bracket that does not follow a word, as an index of an array
  /// does.
  ///
  /// There may be code or emphasis between the brackets. Only a named link can have no text, `[][name]`, as MkDocs takes
  /// it from the heading with this id.
  private static func isOpened(before close: Int, _ prose: [UInt8], isNamed: Bool) -> Bool {
    let earliest = max(0, close - 300)
    guard
      let open = prose[earliest..<close].lastIndex(where: { $0 == 0x5B || $0 == 0x5D }),
      prose[open] == UInt8(ascii: "["), open + 1 < close || isNamed
    else { return false }
    let lines = prose[open..<close].split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.dropFirst().allSatisfy({ line in line.contains { !$0.isBlank } }) else {
      return false
    }
    return open == 0 || !prose[open - 1].isWordByte && prose[open - 1] != UInt8(ascii: "]")
  }
}
