import CCMarkGFM
import Diagnostics

/// What the tree alone does not show: notes that lead nowhere, and wiki links that a table cut.
extension TreeBuilder {
  /// Reports `[^name]` that stayed text.
  mutating func reviewNotes(_ node: Node, _ place: InlineAligner.Place?, _ run: InlineRun) {
    guard document.options.syntax.contains(.footnotes), place != nil else { return }
    var index = node.text.lowerBound
    while index + 3 < node.text.upperBound {
      guard document.text[index] == UInt8(ascii: "["),
        document.text[index + 1] == UInt8(ascii: "^"),
        let end = document.text[index..<node.text.upperBound].firstIndex(of: UInt8(ascii: "]")),
        end > index + 2
      else {
        index += 1
        continue
      }
      let start = Int(run.origins[index - run.base])
      let last = Int(run.origins[end - run.base])
      if start >= 0, run.content[start] == UInt8(ascii: "["), last > start {
        let name = String(decoding: document.text[(index + 2)..<end], as: UTF8.self)
        reportUndefined(name, run.source(of: start..<(last + 1)), node)
      }
      index = end + 1
    }
  }

  private mutating func reportUndefined(_ name: String, _ range: Range<Int>?, _ node: Node) {
    let place = range.map { locations.location(of: $0) } ?? location(of: node)
    let hasSpace = name.utf8.contains(UInt8(ascii: " "))
    document.report(
      Diagnostic(
        .undefinedFootnote, "there is no note `[^\(name)]`", at: place,
        help: hasSpace
          ? "the name of a note cannot hold spaces; join its words with `-`"
          : "write the note as `[^\(name)]: text` on a line of its own, or `\\[^` for the bracket"))
  }

  /// Reports definitions of notes that cmark dropped because nothing refers to them.
  mutating func reviewDefinitions() {
    var used: Set<Int> = []
    for node in document.nodes where node.kind == .footnoteDefinition {
      used.insert(Int(node.line))
    }
    let last = locator.lines.line(at: body.upperBound)
    var code = codeLines[...]
    for line in (linesBefore + 1)...max(linesBefore + 1, last) {
      while let first = code.first, first.upperBound < line { code.removeFirst() }
      if used.contains(line) || code.first?.contains(line) == true { continue }
      guard let range = locator.noteDefinition(line: line) else { continue }
      let name = document.source.text(range)
      document.report(
        Diagnostic(
          .unusedFootnote, "nothing refers to the note `\(name)`, or another has its name",
          at: locations.location(of: range),
          help: "refer to it with `\(name)` in the text, or remove it"))
    }
  }

  // MARK: Tables

  /// Reports wiki links that the row's pipes cut in two.
  mutating func finishRow() {
    guard rowHoldsOpenLink else { return }
    rowHoldsOpenLink = false
    var opened = false
    for (index, part) in row.parts.enumerated() {
      let closing = locator.firstPair("]", in: part)
      if opened, let closing, locator.lastPair("[", in: part).map({ $0 > closing }) ?? true {
        let pipe = row.parts[index - 1].upperBound
        document.report(
          Diagnostic(
            .splitWikiLink, "the `|` in this wiki link ends the cell",
            at: locations.location(of: pipe..<(pipe + 1)), help: "write it as `\\|`",
            replacement: "\\|"))
      }
      if let open = locator.lastPair("[", in: part) {
        opened = locator.firstPair("]", in: open..<part.upperBound) == nil
      } else if closing != nil {
        opened = false
      }
    }
  }
}

extension SourceLocator {
  /// The bytes `[^name]` of a line that begins a note, at most three columns in.
  func noteDefinition(line: Int) -> Range<Int>? {
    let range = lines.range(ofLine: line)
    var start = range.lowerBound
    while start < range.upperBound, start < range.lowerBound + 3, bytes[start] == UInt8(ascii: " ")
    {
      start += 1
    }
    guard start + 4 < range.upperBound, bytes[start] == UInt8(ascii: "["),
      bytes[start + 1] == UInt8(ascii: "^"), bytes[start + 2] != UInt8(ascii: "]")
    else { return nil }
    var end = start + 2
    while end < range.upperBound, bytes[end] != UInt8(ascii: "]") {
      if bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { return nil }
      end += 1
    }
    guard end + 1 < range.upperBound, bytes[end + 1] == UInt8(ascii: ":") else { return nil }
    return start..<(end + 1)
  }

  /// Where a character first stands twice in a row.
  func firstPair(_ character: Unicode.Scalar, in range: Range<Int>) -> Int? {
    range.dropLast().first { isPair(character, $0) }
  }

  /// Where a character last stands twice in a row.
  func lastPair(_ character: Unicode.Scalar, in range: Range<Int>) -> Int? {
    range.dropLast().last { isPair(character, $0) }
  }

  private func isPair(_ character: Unicode.Scalar, _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: character) && bytes[index + 1] == UInt8(ascii: character)
  }
}
