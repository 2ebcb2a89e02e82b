import CCMarkGFM
import Diagnostics

/// What the tree alone does not show: notes that lead nowhere, words that say that a text is not
/// finished, and what a table's grid lost.
extension TreeBuilder {
  /// Reports `[^name]` that stayed text.
  mutating func reviewNotes(_ node: Node, _ place: InlineAligner.Place?, _ run: InlineRun) {
    guard document.options.syntax.contains(.footnotes), place != nil else { return }
    var next = node.text.lowerBound
    while let index = bracket(in: next..<node.text.upperBound) {
      next = index + 1
      guard index + 3 < node.text.upperBound, document.text[index + 1] == UInt8(ascii: "^"),
        let end = document.text[index..<node.text.upperBound].firstIndex(of: UInt8(ascii: "]")),
        end > index + 2
      else { continue }
      let start = Int(run.origins[index - run.base])
      let last = Int(run.origins[end - run.base])
      if start >= 0, run.content[start] == UInt8(ascii: "["), last > start {
        let name = String(decoding: document.text[(index + 2)..<end], as: UTF8.self)
        reportUndefined(name, run.source(of: start..<(last + 1)), node)
      }
      next = end + 1
    }
  }

  /// The first opening bracket of a part of the text.
  private func bracket(in range: Range<Int>) -> Int? {
    document.text.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[range]).offset(of: UInt8(ascii: "["))
    }.map { range.lowerBound + $0 }
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
  mutating func reviewNoteDefinitions() {
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

  /// Looks at a row whose cells are complete.
  mutating func finishRow(at index: Int, table: Int) {
    if rowHoldsOpenLink { return reviewSplitLinks() }
    if document.nodes[index].kind == .tableHead {
      reviewHead(index)
    } else if table >= 0 {
      reviewCellCount(index, columns: Int(document.nodes[table].value))
    }
  }

  /// Reports headings without a word; the corner over a column of names may stay empty.
  private mutating func reviewHead(_ index: Int) {
    var cell = index + 1
    var columns: [Int] = []
    while cell < document.nodes.count {
      let isEmpty = document.nodes[cell].end <= cell + 1
      if isEmpty, document.nodes[cell].value > 0 {
        columns.append(Int(document.nodes[cell].value) + 1)
      }
      cell = max(cell + 1, document.nodes[cell].end)
    }
    guard let first = columns.first else { return }
    let line = row.line > 0 ? row.line : Int(document.nodes[index].line)
    document.report(
      Diagnostic(
        .tableHeader,
        columns.count == 1
          ? "column \(first) of this table has no heading"
          : "columns \(columns.map(String.init).joined(separator: ", ")) of this table have no heading",
        at: locations.location(at: .line(line)),
        help: "say in a word or two what the column holds"))
  }

  /// Reports a row of more or fewer cells than the table has columns.
  ///
  /// Cells beyond the last heading are not shown at all.
  private mutating func reviewCellCount(_ index: Int, columns: Int) {
    guard row.line > 0, row.line == Int(document.nodes[index].line) else { return }
    let cells = locator.cells(row.parts)
    guard cells.count != columns, let last = cells.last, let first = cells.first else { return }
    let heads = columns == 1 ? "1 column" : "\(columns) columns"
    let count = cells.count == 1 ? "1 cell" : "\(cells.count) cells"
    let isLong = cells.count > columns
    let range =
      isLong ? cells[columns].lowerBound..<last.upperBound : first.lowerBound..<last.upperBound
    document.report(
      Diagnostic(
        .raggedTable,
        "this row has \(count), but the table has \(heads)"
          + (isLong ? "; what is too much is not shown" : ""),
        at: locations.location(of: locator.withoutSpaces(range)),
        help: isLong
          ? "write a `|` that is text as `\\|`, or give the column a heading"
          : "write every cell between `|`, the empty ones too"))
  }

  /// Reports wiki links that the row's pipes cut in two.
  private mutating func reviewSplitLinks() {
    rowHoldsOpenLink = false
    var opened = false
    for (index, part) in row.parts.enumerated() {
      let closing = locator.firstPair("]", in: part)
      if opened, let closing, locator.lastPair("[", in: part).map({ $0 > closing }) ?? true {
        let pipe = row.parts[index - 1].upperBound
        document.report(
          Diagnostic(
            .splitWikiLink, "the `|` in this wiki link ends the cell",
            at: locations.location(of: pipe..<(pipe + 1)),
            // Brackets round a cell's end mean nothing else.
            advice: Advice("write it as `\\|`", fixes: [Fix("\\|", .certain)])))
      }
      if let open = locator.lastPair("[", in: part) {
        opened = locator.firstPair("]", in: open..<part.upperBound) == nil
      } else if closing != nil {
        opened = false
      }
    }
  }
}

// MARK: Words

extension TreeBuilder {
  /// Reports words that say that the text is not finished.
  mutating func reviewWords(_ node: Node, _ run: InlineRun) {
    guard holdsUnfinishedWords else { return }
    for found in UnfinishedWord.all(in: document.text[node.text]) {
      let start = Int(run.origins[found.lowerBound - run.base])
      let range = start < 0 ? nil : run.source(of: start..<start + found.count)
      let word = String(decoding: document.text[found], as: UTF8.self)
      document.report(
        Diagnostic(
          .unfinishedText, "`\(word)` is left in the text",
          at: range.map { locations.location(of: $0) } ?? location(of: node),
          help: "do what it says, or put it into a comment: `<!-- \(word): … -->`"))
    }
  }
}

extension SourceLocator {
  /// The parts of a row that are cells: without what stands before the first pipe and after the last.
  func cells(_ parts: [Range<Int>]) -> [Range<Int>] {
    var cells = parts[...]
    let isMarker = { (index: Int) in
      [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">")].contains(bytes[index])
    }
    if cells.count > 1, let first = cells.first, first.allSatisfy(isMarker) { cells.removeFirst() }
    if cells.count > 1, let last = cells.last, withoutSpaces(last).isEmpty { cells.removeLast() }
    return Array(cells)
  }

  /// A range without the spaces at its ends.
  func withoutSpaces(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    while start < end, isSpace(bytes[start]) { start += 1 }
    while start < end, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

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
