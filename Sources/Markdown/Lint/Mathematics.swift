import Diagnostics
import Text

extension Rule {
  static let math = Rule(
    "math", .warning,
    "Between dollar signs, `$a_b$` and `$$…$$`, and in fenced blocks named `math`, other tools read formulas in TeX. Waymark has no "
      + "formulas and shows the signs, and Markdown may read `_` and `*` in them as emphasis.",
    example: """
      content/page.md:
      The area is $a^2$.
      """,
    grouping: .once)
}

/// Finds formulas between dollar signs.
enum Mathematics: MarkdownCheck {
  static let rules = [Rule.math]

  /// The largest number of bytes of a formula within a line.
  private static let limit = 300

  static func run(on document: inout LintedDocument) {
    findBlocks(&document)
    guard document.prose.contains("$") else { return }
    var opened: Range<Int>?
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      if text.isEmpty { opened = nil }
      guard text.starts(with: "$$".utf8) || opened != nil else {
        reviewLine(text, &document)
        continue
      }
      let (start, end) = (text.startIndex, text.endIndex)
      if let open = opened {
        if text.suffix(2).elementsEqual("$$".utf8) {
          report(open.lowerBound..<end, &document)
          opened = nil
        }
      } else if text.count > 4, text.suffix(2).elementsEqual("$$".utf8) {
        report(start..<end, &document)
      } else {
        opened = start..<end
      }
    }
  }

  /// Finds fenced blocks named `math`, as on GitHub.
  private static func findBlocks(_ document: inout LintedDocument) {
    for node in document.document.nodes where node.kind == .codeBlock && node.value == 4 {
      guard document.document.text[node.text].prefix(4).elementsEqual("math".utf8) else { continue }
      document.report(
        Diagnostic(
          .math, "this formula is shown as its source",
          at: document.location(at: .line(Int(node.line))),
          help: "write it in words or Unicode signs, or export it as a picture"))
    }
  }

  private static func report(_ range: Range<Int>, _ document: inout LintedDocument) {
    document.report(
      .math, "this formula is shown as text", range,
      help: "write it in words or Unicode signs, such as “a²”, or put it between backticks")
  }

  /// Reviews each pair of dollar signs that follow each other; O(n).
  private static func reviewLine(_ text: ArraySlice<UInt8>, _ document: inout LintedDocument) {
    let dollar = UInt8(ascii: "$")
    var open = text.firstIndex(of: dollar)
    while let start = open {
      guard let end = text[(start + 1)...].firstIndex(of: dollar) else { return }
      if isFormula(text, start, end) || isCode(start + 1..<end, document) {
        report(start..<end + 1, &document)
        open = text[(end + 1)...].firstIndex(of: dollar)
      } else {
        open = end
      }
    }
  }

  /// Whether a code span fills the text between two dollar signs, as in GitHub's formulas.
  private static func isCode(_ inner: Range<Int>, _ document: LintedDocument) -> Bool {
    let tick = UInt8(ascii: "`")
    return inner.count > 2 && document.bytes[inner.lowerBound] == tick
      && document.bytes[inner.upperBound - 1] == tick
      && document.prose.bytes[inner].allSatisfy { $0 == ProseText.masked }
  }

  /// Whether two dollar signs enclose a formula and not an amount, a variable or a sentence between amounts.
  private static func isFormula(_ text: ArraySlice<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let inner = text[(start + 1)..<end]
    guard let first = inner.first, let last = inner.last, inner.count <= limit,
      !first.isASCIISpace, !last.isASCIISpace, !inner.contains(ProseText.masked)
    else { return false }
    if start > text.startIndex, text[start - 1].isWordByte { return false }
    if end + 1 < text.endIndex, text[end + 1].isWordByte { return false }
    let signs: [UInt8] = Array("\\^_{=".utf8) + [ProseText.escaped]
    return inner.count == 1 && first.isASCIILetter || inner.contains(where: signs.contains)
  }
}
