import Diagnostics

/// Reads markers from the source that cmark does not store, or reads wrongly.
enum ListMarkers {
  /// Whether the task that starts at `column` (from 1) of a line is checked; `nil` where it has no box.
  ///
  /// cmark's own answer is wrong where `[x]` occurs elsewhere on the line.
  static func taskMark(in source: SourceText, line: Int, column: Int) -> Bool? {
    let (bytes, lines) = (source.bytes, source.lines)
    guard line >= 1, line <= lines.count, column >= 1 else { return nil }
    let range = lines.range(ofLine: line)
    var index = range.lowerBound + column - 1
    while index < range.upperBound, bytes[index] != UInt8(ascii: "[") { index += 1 }
    guard index + 2 < range.upperBound, bytes[index + 2] == UInt8(ascii: "]") else { return nil }
    return bytes[index + 1] != UInt8(ascii: " ")
  }

  /// The label of the footnote whose text starts at `column` (from 1) of a line.
  static func footnoteLabel(in source: SourceText, line: Int, column: Int) -> String? {
    let (bytes, lines) = (source.bytes, source.lines)
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
}
