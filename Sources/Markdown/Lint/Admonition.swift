import Diagnostics
import Text

extension Rule {
  static let admonition = Rule(
    "admonition", .warning,
    "`!!! note \"Title\"` and `??? note` are admonitions of MkDocs. Waymark shows them as text, and "
      + "their indented content as code. It writes them as callouts: `> [!NOTE] Title`, and "
      + "`> [!NOTE]- Title` for one that is closed at first.",
    example: """
      content/page.md:
      !!! note "Before you start"
          Wash your hands.
      """,
    grouping: .once)
}

/// Finds admonitions of MkDocs, and offers callouts instead.
enum Admonition: MarkdownCheck {
  static let rules = [Rule.admonition]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("!!!") || document.prose.contains("???") else { return }
    var number = document.bodyLines.lowerBound
    while number <= document.bodyLines.upperBound {
      let text = document.prose.text(ofLine: number)
      guard let marker = marker(document.bytes[text.startIndex..<text.endIndex]),
        marker.word.utf8.count > 0, !text.contains(ProseText.masked)
      else {
        number += 1
        continue
      }
      var block = AdmonitionBlock(document, number, text.startIndex, marker)
      block.read()
      document.report(
        .admonition, "this is an admonition of MkDocs, which is shown as text",
        text.startIndex..<text.endIndex, advice(marker, block))
      number = block.last + 1
    }
  }

  private static func advice(_ marker: CalloutText, _ block: AdmonitionBlock) -> Advice {
    let line = "> " + marker.text
    return Advice(
      "write it as the callout `\(line)`, with `> ` before each of its lines",
      fixes: block.isPlain
        ? [
          Fix(
            line, marker.isWhole && block.isWhole ? .certain : .possible,
            label: "write a callout", further: block.edits)
        ] : [])
  }

  /// Reads `!!! note "Title"`, `??? note` or `???+ note`; `nil` for any other line.
  static func marker(_ line: ArraySlice<UInt8>) -> CalloutText? {
    let text = String(decoding: line.prefix(400), as: UTF8.self)
    var fold = ""
    if text.hasPrefix("???+") {
      fold = "+"
    } else if text.hasPrefix("???") {
      fold = "-"
    } else if !text.hasPrefix("!!!") {
      return nil
    }
    var rest = text.dropFirst(fold == "+" ? 4 : 3)
    guard rest.first == " ", line.count <= 400, !line.contains(where: PrivateComments.isFiller)
    else {
      return nil
    }
    rest = rest.drop { $0 == " " }
    let words = rest.prefix { $0 != "\"" }
    let names = words.split(separator: " ")
    guard let name = names.first,
      names.allSatisfy({ $0.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "-") } })
    else { return nil }
    var callout = CalloutText(
      word: name.lowercased(), fold: fold,
      isWhole: names.count == 1 && CalloutText.isKnown(name.lowercased()))
    let title = rest.dropFirst(words.count)
    guard !title.isEmpty else { return callout }
    guard title.count > 1, title.last == "\"" else { return nil }
    callout.title = String(title.dropFirst().dropLast())
    // An empty title hides the title, which callouts cannot do.
    if callout.title.isEmpty { callout.isWhole = false }
    return callout
  }
}

/// The lines of an admonition, and the edits that make lines of a callout of them.
struct AdmonitionBlock {
  /// The deepest nesting that is converted.
  private static let depthLimit = 8

  /// The last line of the block.
  private(set) var last: Int
  /// The edits of the lines after the first.
  private(set) var edits: [SourceEdits.Edit] = []
  /// Whether the whole content becomes callouts that say the same.
  private(set) var isWhole = true
  /// Whether only spaces precede the mark, so that there are edits.
  let isPlain: Bool

  private let document: LintedDocument
  private let first: Int
  /// The columns of the marks of the open admonitions.
  private var levels: [Int]
  private var blanks: [Int] = []
  private var isInFence = false

  init(_ document: LintedDocument, _ number: Int, _ start: Int, _ marker: CalloutText) {
    self.document = document
    first = number
    last = number
    let line = document.lines.range(ofLine: number)
    levels = [start - line.lowerBound]
    isPlain = document.bytes[line.lowerBound..<start].allSatisfy { $0 == 0x20 }
  }

  /// Reads the lines that are indented below the mark; O(bytes of them).
  mutating func read() {
    guard isPlain else { return }
    var number = first + 1
    while number <= document.bodyLines.upperBound {
      let line = document.lines.range(ofLine: number)
      let start = line.first { document.bytes[$0] != 0x20 } ?? line.upperBound
      if start == line.upperBound {
        blanks.append(number)
      } else if document.bytes[start] == 0x09 {
        // Columns after a tab are not counted.
        isWhole = false
        break
      } else if start - line.lowerBound >= levels[0] + 4 {
        take(number, line, start)
      } else {
        if blanks.isEmpty { edits.append(document.edit(line.lowerBound..<line.lowerBound, "\n")) }
        break
      }
      number += 1
    }
  }

  private mutating func take(_ number: Int, _ line: Range<Int>, _ start: Int) {
    let indent = start - line.lowerBound
    while let level = levels.last, levels.count > 1, indent < level + 4 { levels.removeLast() }
    for blank in blanks {
      let range = document.lines.range(ofLine: blank)
      edits.append(
        document.edit(
          range,
          String(repeating: " ", count: levels[0])
            + levels.map { _ in ">" }.joined(separator: " ")))
    }
    blanks = []
    last = number
    let marks = levels.map { _ in "> " }.joined()
    let from = line.lowerBound + levels[0]
    let to = line.lowerBound + (levels.last ?? 0) + 4
    let rest = document.bytes[start..<line.upperBound]
    if rest.starts(with: "```".utf8) || rest.starts(with: "~~~".utf8) { isInFence.toggle() }
    if !isInFence, indent == (levels.last ?? 0) + 4, levels.count < Self.depthLimit,
      let marker = Admonition.marker(
        document.bytes[document.bytes.trimmed(start..<line.upperBound)])
    {
      if !marker.isWhole { isWhole = false }
      edits.append(document.edit(from..<line.upperBound, marks + "> " + marker.text))
      levels.append(indent)
    } else {
      edits.append(document.edit(from..<to, marks))
    }
  }
}
