import Diagnostics
import Text

extension Rule {
  static let math = Rule(
    "math", .warning,
    "Between dollar signs, `$a_b$` and `$$…$$`, other tools read formulas in TeX. Waymark has no "
      + "formulas and shows the signs, and Markdown may read `_` and `*` in them as emphasis.",
    grouping: .once)
}

/// Finds formulas between dollar signs.
enum Mathematics: MarkdownCheck {
  static let rules = [Rule.math]

  /// The largest number of bytes of a formula within a line.
  private static let limit = 300

  static func run(on document: inout LintedDocument) {
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
      if isFormula(text, start, end) {
        report(start..<end + 1, &document)
        open = text[(end + 1)...].firstIndex(of: dollar)
      } else {
        open = end
      }
    }
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
