import Diagnostics
import Text

extension Rule {
  static let directive = Rule(
    "directive", .warning,
    "`:::tip Title` and a line `:::` enclose an admonition of Docusaurus, VitePress and others. "
      + "Waymark shows the colons as text. It writes such a block as a callout: `> [!TIP] Title`, with "
      + "`> ` before each of its lines.",
    example: """
      content/page.md:
      :::tip Before you start
      Wash your hands.
      :::
      """,
    grouping: .once)
}

/// Finds blocks between lines of colons, and offers callouts instead.
enum ContainerDirective: MarkdownCheck {
  static let rules = [Rule.directive]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains(":::") else { return }
    let lines = document.bodyLines.compactMap { DirectiveLine(document, $0) }
    let ends = ends(of: lines)
    var index = 0
    while index < lines.count {
      let mark = lines[index]
      guard mark.callout != nil else {
        document.report(
          .directive, "this line closes no block, and is shown as text", mark.range,
          help: "remove it, or escape its first colon: `\\:::`")
        index += 1
        continue
      }
      guard let end = ends[index] else {
        document.report(
          .directive, "this block of another tool is shown as text, and no line `:::` ends it",
          mark.range, help: "remove the line, or end the block")
        index += 1
        continue
      }
      if let name = mark.callout?.word.lowercased(),
        document.document.options.components.contains(name)
      {
        document.report(
          .directive, "a component is a fenced block, and this one is shown as text", mark.range,
          help:
            "write three backticks and `\(name)`, then a key on each line, such as `title: …`, and close it by three "
            + "backticks")
        index = end + 1
        continue
      }
      var block = DirectiveBlock(document, lines[index...end])
      block.read()
      for mark in lines[index...end] where mark.callout != nil {
        document.report(
          .directive, "this block of another tool is shown as text", mark.range,
          advice(mark, block, isFirst: mark.number == lines[index].number))
      }
      index = end + 1
    }
  }

  /// The index of the line that closes each block, by the index of the line that opens it; O(n).
  private static func ends(of lines: [DirectiveLine]) -> [Int: Int] {
    var ends: [Int: Int] = [:]
    var open: [Int] = []
    for (index, line) in lines.enumerated() {
      if line.callout != nil {
        open.append(index)
      } else if let last = open.last, lines[last].colons <= line.colons {
        ends[last] = index
        open.removeLast()
      }
    }
    return ends
  }

  private static func advice(
    _ mark: DirectiveLine, _ block: DirectiveBlock, isFirst: Bool
  ) -> Advice {
    let line = "> " + (mark.callout?.text ?? "")
    let fixes =
      isFirst && block.isPlain
      ? [
        Fix(
          line, block.isWhole ? .certain : .possible, label: "write a callout",
          further: block.edits)
      ] : []
    return Advice(
      "write it as the callout `\(line)`, with `> ` before each of its lines", fixes: fixes)
  }
}

/// A line of colons with the name of a block, or alone.
struct DirectiveLine {
  /// The bytes of the line without white space.
  let range: Range<Int>
  let number: Int
  let colons: Int
  /// The callout that the line opens; `nil` for a line of colons alone.
  let callout: CalloutText?

  init?(_ document: LintedDocument, _ number: Int) {
    let text = document.prose.text(ofLine: number)
    let colons = text.prefix { $0 == UInt8(ascii: ":") }.count
    guard colons >= 3, text.count <= 400 else { return nil }
    range = text.startIndex..<text.endIndex
    self.colons = colons
    self.number = number
    let rest = String(
      decoding: document.bytes[(range.lowerBound + colons)..<range.upperBound], as: UTF8.self)
    let trimmed = rest.drop { $0 == " " }
    guard let first = trimmed.utf8.first else {
      callout = nil
      return
    }
    guard first.isASCIILetter else { return nil }
    let word = trimmed.prefix { $0.isLetter || $0 == "-" }
    // A private comment in the title cannot be kept.
    callout =
      rest.utf8.contains(where: PrivateComments.isFiller)
      ? CalloutText(word: word.lowercased(), isWhole: false)
      : Self.callout(word.lowercased(), String(trimmed.dropFirst(word.count)))
  }

  private static func callout(_ word: String, _ rest: String) -> CalloutText {
    let isKnown = CalloutText.isKnown(word)
    if rest.hasPrefix("["), rest.hasSuffix("]") {
      return CalloutText(
        word: word, title: String(rest.dropFirst().dropLast()), isWhole: isKnown)
    }
    let title = rest.drop { $0 == " " }
    let isPlain = rest.isEmpty || rest.hasPrefix(" ") && !title.hasPrefix("{")
    return CalloutText(word: word, title: String(title), isWhole: isKnown && isPlain)
  }
}

/// The edits that make a callout of the lines from a line of colons to the one that closes it.
struct DirectiveBlock {
  /// The deepest nesting that is converted.
  private static let depthLimit = 8

  /// Whether the whole content becomes callouts that say the same.
  private(set) var isWhole: Bool
  /// The edits of the lines after the first.
  private(set) var edits: [SourceEdits.Edit] = []
  /// Whether only spaces precede the first mark, and the nesting is not too deep.
  private(set) var isPlain: Bool

  private let document: LintedDocument
  private let marks: [Int: DirectiveLine]
  private let lines: ClosedRange<Int>
  private let indent: Int
  private var depth = 1

  /// Prepares the edits of a block by its first mark, its last, and those between them.
  init(_ document: LintedDocument, _ marks: ArraySlice<DirectiveLine>) {
    self.document = document
    self.marks = Dictionary(marks.map { ($0.number, $0) }) { first, _ in first }
    let first = marks[marks.startIndex]
    lines = first.number...marks[marks.endIndex - 1].number
    isWhole = marks.allSatisfy { $0.callout?.isWhole ?? true }
    let line = document.lines.range(ofLine: first.number)
    indent = first.range.lowerBound - line.lowerBound
    isPlain = document.bytes[line.lowerBound..<first.range.lowerBound].allSatisfy { $0 == 0x20 }
  }

  /// Makes the edits; O(bytes of the block).
  mutating func read() {
    guard isPlain else { return }
    for number in lines.dropFirst() {
      let line = document.lines.range(ofLine: number)
      let start = line.first { !document.bytes[$0].isBlank } ?? line.upperBound
      let place = min(line.lowerBound + indent, start)
      if let mark = marks[number] {
        if let callout = mark.callout {
          edits.append(document.edit(place..<mark.range.upperBound, quotes + "> " + callout.text))
          depth += 1
        } else {
          depth -= 1
          edits.append(document.edit(place..<mark.range.upperBound, String(quotes.dropLast())))
        }
      } else {
        edits.append(
          document.edit(
            place..<place, start == line.upperBound ? String(quotes.dropLast()) : quotes))
      }
      guard depth <= Self.depthLimit else {
        isPlain = false
        return
      }
    }
  }

  private var quotes: String { String(repeating: "> ", count: depth) }
}
