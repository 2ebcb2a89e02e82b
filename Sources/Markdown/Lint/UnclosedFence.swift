import Diagnostics
import Text

extension Rule {
  static let unclosedFence = Rule(
    "unclosed-fence", .warning,
    "A fenced block of code ends with a line of the same signs, at least as many as it begins with. "
      + "Without it, the rest of the page is shown as code.",
    example: """
      content/page.md:
      ```sh
      ls

      Text.
      """)
}

/// Finds fenced blocks of code that do not end.
enum UnclosedFence: MarkdownCheck {
  static let rules = [Rule.unclosedFence]

  static func run(on document: inout LintedDocument) {
    for block in document.rawBlocks where block.isFenced {
      let first = content(block.lines.lowerBound, document)
      guard let sign = first.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else {
        continue
      }
      let count = first.prefix { $0 == sign }.count
      guard count >= 3 else { continue }
      // cmark's last line may be one too many or too few.
      let lines =
        block.lines.lowerBound + 1...max(block.lines.upperBound + 1, block.lines.lowerBound + 1)
      let isClosed = lines.suffix(3).contains { number in
        guard number <= document.bodyLines.upperBound else { return false }
        let line = content(number, document)
        return line.count >= count && line.allSatisfy { $0 == sign }
      }
      guard !isClosed else { continue }
      let mark = String(repeating: sign == UInt8(ascii: "`") ? "`" : "~", count: count)
      document.report(
        .unclosedFence, "this block of code does not end",
        first.startIndex..<first.startIndex + count,
        help: "end it with a line `\(mark)`")
    }
  }

  /// A line without white space around it and the marks of quotations and lists.
  private static func content(_ number: Int, _ document: LintedDocument) -> ArraySlice<UInt8> {
    let line = document.lines.range(ofLine: number)
    let bytes = document.bytes
    var start = line.lowerBound
    while start < line.upperBound {
      let byte = bytes[start]
      let isMark =
        start + 1 < line.upperBound && bytes[start + 1].isBlank && "-*+.)".utf8.contains(byte)
      guard byte.isBlank || byte == UInt8(ascii: ">") || isMark || byte.isASCIIDigit else { break }
      start += 1
    }
    return bytes[bytes.trimmed(start..<line.upperBound)]
  }
}
