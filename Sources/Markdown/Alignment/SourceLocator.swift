import Diagnostics
import Text

/// Finds the text of cmark's blocks in the source.
///
/// cmark's columns are not used: they are wrong on continuation lines of containers (commonmark/cmark#296), after hard
/// breaks and after definitions, and missing for bare addresses. But cmark stores the text of each block without
/// the markers of its containers, and each line of it is the end of a line of the source. The locator finds these
/// lines and verifies every byte. If a byte differs, there is no map, and callers report the line only.
struct SourceLocator {
  let bytes: [UInt8]
  let lines: LineTable
  /// The latest row that a cell was searched in, and its parts between pipes.
  private(set) var row: (line: Int, parts: [Range<Int>]) = (0, [])

  init(_ source: SourceText) {
    bytes = source.bytes
    lines = source.lines
  }

  /// The map of a block's text to the source; `nil` where the text was not found.
  mutating func map(_ block: BlockContent, _ kind: Node.Kind, column: Int) -> ContentMap? {
    switch block.lines {
    case .text(let first, let last):
      return map(block.bytes, line: first, last: last, isHeading: kind == .heading)
    case .row(let best, let other):
      for line in [best, other ?? best] {
        if line != row.line { row = (line, parts(ofLine: line)) }
        if let map = cellMap(block.bytes, column: column, parts: row.parts) { return map }
      }
      return nil
    }
  }

  /// The map of a paragraph or heading that ends on `last`, begins on `line`, or ends on the line before `last`.
  func map(
    _ content: [UInt8], line: Int, last: Int?, isHeading: Bool
  ) -> ContentMap? {
    let parts = Self.lines(of: content)
    let firstLines = last.map { [$0 - parts.count + 1, line, $0 - parts.count] } ?? [line]
    for first in firstLines {
      guard first >= 1, first + parts.count - 1 <= lines.count else { continue }
      var map = ContentMap()
      var isRight = true
      for (index, part) in parts.enumerated() {
        let text = content.trimmed(part)
        let line = bytes.trimmed(lines.range(ofLine: first + index))
        guard let start = place(of: text, in: line, content, closesWithHashes: isHeading) else {
          isRight = false
          break
        }
        map.segments.append(ContentMap.Segment(content: text.lowerBound, source: start))
      }
      if isRight { return map }
    }
    return nil
  }

  private static func lines(of content: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while let end = content.span.offset(of: UInt8(ascii: "\n"), from: start) {
      result.append(start..<end)
      start = end + 1
    }
    if start < content.count || result.isEmpty { result.append(start..<content.count) }
    return result
  }

  /// The offset at which `text` starts if it is the end of `line`, or of what precedes a heading's closing `#`s.
  private func place(
    of text: Range<Int>, in line: Range<Int>, _ content: [UInt8],
    closesWithHashes: Bool
  ) -> Int? {
    var end = line.upperBound
    while end - text.count >= line.lowerBound {
      let start = end - text.count
      if bytes.span.holds(content.span.extracting(text), at: start) { return start }
      guard closesWithHashes, end > line.lowerBound, Self.closes(bytes[end - 1]) else { return nil }
      end -= 1
    }
    return nil
  }

  private static func closes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The map of a cell's text, which is one of the parts of its row between pipes, with `\|` for `|`.
  func cellMap(
    _ content: [UInt8], column: Int, parts: [Range<Int>]
  ) -> ContentMap? {
    // If a row starts with a pipe, the first part is the markers of the containers.
    for index in [column + 1, column] where index < parts.count {
      if let map = cellMap(content, in: bytes.trimmed(parts[index]), isFirst: index == 0) {
        return map
      }
    }
    return nil
  }

  /// The map of a cell's text, verified from the end backwards; `nil` where a byte differs.
  private func cellMap(
    _ content: [UInt8], in cell: Range<Int>, isFirst: Bool
  ) -> ContentMap? {
    let text = content.trimmed(0..<content.count)
    var segments: [ContentMap.Segment] = []
    var at = cell.upperBound
    var index = text.upperBound
    // Backwards, because the first cell may have a container's marker before it.
    while index > text.lowerBound {
      guard at > cell.lowerBound, bytes[at - 1] == content[index - 1] else { return nil }
      at -= 1
      index -= 1
      guard content[index] == UInt8(ascii: "|") else { continue }
      segments.append(ContentMap.Segment(content: index, source: at))
      guard at > cell.lowerBound, bytes[at - 1] == UInt8(ascii: "\\") else { return nil }
      at -= 1
    }
    guard isFirst || at == cell.lowerBound else { return nil }
    segments.append(ContentMap.Segment(content: text.lowerBound, source: at))
    return ContentMap(segments: segments.reversed())
  }

  /// The parts of a row between pipes that are not escaped.
  func parts(ofLine number: Int) -> [Range<Int>] {
    guard number >= 1, number <= lines.count else { return [] }
    let line = lines.range(ofLine: number)
    var parts: [Range<Int>] = []
    var start = line.lowerBound
    for index in line where bytes[index] == UInt8(ascii: "|") {
      if index > line.lowerBound, bytes[index - 1] == UInt8(ascii: "\\") { continue }
      parts.append(start..<index)
      start = index + 1
    }
    parts.append(start..<line.upperBound)
    return parts
  }
}
