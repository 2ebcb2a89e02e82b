import Diagnostics

/// Finds the bytes of the source that cmark's blocks were read from.
///
/// cmark reports columns that are wrong on continuation lines of containers (commonmark/cmark#296),
/// after hard breaks and definitions, and none at all for bare addresses. So its columns are not
/// used: cmark keeps the text of each block without the containers' markers, and each line of that is
/// the end of a line of the source. This finds the lines, verifies every byte, and gives a map; where
/// anything differs there is no map, and the caller points to the line alone.
struct SourceLocator {
  let bytes: UnsafeBufferPointer<UInt8>
  let lines: LineTable

  /// The map for a paragraph's or heading's text, which begins on `line`, or such that it ends on or
  /// before `last`.
  func map(
    _ content: UnsafeBufferPointer<UInt8>, line: Int, last: Int?, isHeading: Bool
  ) -> ContentMap? {
    let parts = Self.lines(of: content)
    let firstLines = last.map { [$0 - parts.count + 1, line, $0 - parts.count] } ?? [line]
    for first in firstLines {
      guard first >= 1, first + parts.count - 1 <= lines.count else { continue }
      var map = ContentMap()
      var isRight = true
      for (index, part) in parts.enumerated() {
        let text = trimmed(content, part)
        let line = trimmed(bytes, lines.range(ofLine: first + index))
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

  private static func lines(of content: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while let end = content.offset(of: UInt8(ascii: "\n"), from: start) {
      result.append(start..<end)
      start = end + 1
    }
    if start < content.count || result.isEmpty { result.append(start..<content.count) }
    return result
  }

  /// Where `text` starts when it is the end of `line`, before a heading's closing `#`s if need be.
  private func place(
    of text: Range<Int>, in line: Range<Int>, _ content: UnsafeBufferPointer<UInt8>,
    closesWithHashes: Bool
  ) -> Int? {
    var end = line.upperBound
    while end - text.count >= line.lowerBound {
      let start = end - text.count
      if bytes.holds(content[text], at: start) { return start }
      guard closesWithHashes, end > line.lowerBound, Self.closes(bytes[end - 1]) else { return nil }
      end -= 1
    }
    return nil
  }

  private static func closes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// The map for a cell's text, which is a part of its row's line with `\|` for `|`.
  ///
  /// `parts` are those of the row's line between pipes.
  func cellMap(
    _ content: UnsafeBufferPointer<UInt8>, column: Int, parts: [Range<Int>]
  ) -> ContentMap? {
    // A row may start with a pipe, then what stands before it is the containers' markers.
    for index in [column + 1, column] where index < parts.count {
      if let map = cellMap(content, in: trimmed(bytes, parts[index]), isFirst: index == 0) {
        return map
      }
    }
    return nil
  }

  private func cellMap(
    _ content: UnsafeBufferPointer<UInt8>, in cell: Range<Int>, isFirst: Bool
  ) -> ContentMap? {
    let text = trimmed(content, 0..<content.count)
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

  /// Whether the task that starts at `column` (from 1) of a line is ticked, read from its own box.
  ///
  /// cmark looks for `[x]` anywhere on the line.
  func taskMark(line: Int, column: Int) -> Bool? {
    guard line >= 1, line <= lines.count, column >= 1 else { return nil }
    let range = lines.range(ofLine: line)
    var index = range.lowerBound + column - 1
    while index < range.upperBound, bytes[index] != UInt8(ascii: "[") { index += 1 }
    guard index + 2 < range.upperBound, bytes[index + 2] == UInt8(ascii: "]") else { return nil }
    return bytes[index + 1] != UInt8(ascii: " ")
  }

  /// The label of the footnote whose text starts at `column` (from 1) of a line.
  func footnoteLabel(line: Int, column: Int) -> String? {
    guard line >= 1, line <= lines.count else { return nil }
    let range = lines.range(ofLine: line)
    var end = min(range.lowerBound + max(0, column - 1), range.upperBound)
    while end > range.lowerBound, bytes[end - 1] != UInt8(ascii: "]") { end -= 1 }
    var start = end - 1
    while start > range.lowerBound, bytes[start] != UInt8(ascii: "[") { start -= 1 }
    guard start >= range.lowerBound, start + 2 < end, bytes[start + 1] == UInt8(ascii: "^") else {
      return nil
    }
    return String(decoding: bytes[(start + 2)..<(end - 1)], as: UTF8.self)
  }

  private func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, Self.isSpace(bytes[start]) { start += 1 }
    while start < end, Self.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }
}
