import Diagnostics

/// Makes locations for one source, and counts columns from the latest location on the same line.
///
/// Columns are counted in scalars. Otherwise each of many diagnostics on one long line would count the line again.
struct LocationCache {
  private let source: SourceText
  private let lines: LineTable
  private let bytes: [UInt8]
  private var line = 0
  /// An offset on `line` and its column.
  private var offset = 0
  private var column = 1

  init(_ source: SourceText) {
    self.source = source
    lines = source.lines
    bytes = source.bytes
  }

  mutating func location(of range: Range<Int>) -> Location {
    moveTo(lines.line(at: range.lowerBound))
    if range.lowerBound < offset {
      offset = lines.range(ofLine: line).lowerBound
      column = 1
    }
    column += scalars(offset..<range.lowerBound)
    offset = range.lowerBound
    let start = Position(line: line, column: column)
    let last = lines.line(at: range.upperBound)
    let end =
      last == line
      ? Position(line: line, column: column + scalars(range))
      : Position(
        line: last, column: 1 + scalars(lines.range(ofLine: last).lowerBound..<range.upperBound))
    return source.location(of: range, start: start, end: end)
  }

  mutating func location(at place: SourcePlace) -> Location {
    switch place {
    case .range(let range): location(of: range)
    case .line(let line): location(ofLine: line)
    }
  }

  mutating func location(ofLine number: Int) -> Location {
    guard number >= 1, number <= lines.count else { return source.location }
    return source.location(ofLine: number)
  }

  private mutating func moveTo(_ number: Int) {
    guard number != line else { return }
    line = number
    offset = lines.range(ofLine: number).lowerBound
    column = 1
  }

  private func scalars(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
