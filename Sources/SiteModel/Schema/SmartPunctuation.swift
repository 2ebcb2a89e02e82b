import Markdown

/// Replaces quotation marks, dashes and ellipses in plain text in the same way as cmark-gfm's smart
/// option does in Markdown.
package enum SmartPunctuation {
  /// The text with typographic punctuation.
  ///
  /// In English, `"a"` becomes `“a”` and `'` becomes `’` or `‘`; other languages have other marks. `--` becomes `–`,
  /// `---` becomes `—`, `...` becomes `…`. O(n).
  package static func apply(_ text: String, _ marks: QuotationMarks = .english) -> String {
    guard mayChange(text.utf8) else { return text }
    var chooser = QuotationMarks.Chooser(marks)
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let before = index > 0 ? scalars[index - 1] : " "
      switch scalars[index] {
      case "\"", "'":
        let mark = chooser.mark(
          isDouble: scalars[index] == "\"", opens: opens(scalars, index, before),
          before: index > 0 ? before : nil,
          after: index + 1 < scalars.count ? scalars[index + 1] : nil)
        result.append(contentsOf: mark.unicodeScalars)
      case "-":
        let count = run(of: "-", in: scalars, from: index)
        result.append(contentsOf: dashes(count).unicodeScalars)
        index += count - 1
      case "." where run(of: ".", in: scalars, from: index) == 3:
        result.append("…")
        index += 2
      case let scalar: result.append(scalar)
      }
      index += 1
    }
    return String(result)
  }

  /// The text for comparing: with typographic punctuation, and with the same quotation marks in every language.
  ///
  /// O(n).
  static func folded(_ text: String) -> String {
    let text = apply(text)
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "«", "»", "“", "”", "„", "‟", "「", "」": result.append("\"")
      case "‹", "›", "‘", "’", "‚", "‛", "『", "』": result.append("'")
      // French has this space inside its marks.
      case "\u{202F}": break
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text contains a quotation mark, `--` or `..`.
  private static func mayChange(_ text: String.UTF8View) -> Bool {
    var last: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): return true
      case UInt8(ascii: "-"), UInt8(ascii: "."): if byte == last { return true }
      default: break
      }
      last = byte
    }
    return false
  }

  /// Whether a quotation mark opens a quotation: text follows, and white space or a bracket precedes.
  private static func opens(
    _ scalars: [Unicode.Scalar], _ index: Int, _ before: Unicode.Scalar
  ) -> Bool {
    guard index + 1 < scalars.count, !scalars[index + 1].properties.isWhitespace else {
      return false
    }
    return before.properties.isWhitespace || "([{—–-\"'“‘".unicodeScalars.contains(before)
  }

  private static func run(
    of scalar: Unicode.Scalar, in scalars: [Unicode.Scalar], from start: Int
  ) -> Int {
    scalars[start...].prefix { $0 == scalar }.count
  }

  private static func dashes(_ count: Int) -> String {
    switch count {
    case 1: "-"
    case 2: "–"
    case 3: "—"
    default: String(repeating: "-", count: count)
    }
  }
}
