import Synchronization

/// The text of one file as diagnostics see it: a name for people, bytes, and where its lines start.
///
/// Offsets everywhere in Waymark are byte offsets into `bytes`, which holds no byte-order mark:
/// `byteOrderMarkLength` is what an editor of the file on disk must add to them.
/// A class, because the line table is built at most once and only when something is located.
package final class SourceText: Sendable {
  /// The path an author knows the file by, relative to the site's folder.
  package let name: String
  package let bytes: [UInt8]
  package let byteOrderMarkLength: Int

  private let lineTable = Mutex<LineTable?>(nil)

  package init(name: String, bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.name = name
    self.byteOrderMarkLength = bytes.starts(with: mark) ? mark.count : 0
    self.bytes = byteOrderMarkLength == 0 ? bytes : Array(bytes.dropFirst(mark.count))
  }

  /// A text whose byte-order mark, if the file had one, is not among its bytes.
  init(name: String, bytes: [UInt8], byteOrderMarkLength: Int) {
    self.name = name
    self.bytes = bytes
    self.byteOrderMarkLength = byteOrderMarkLength
  }

  /// The bytes of the file on disk, its byte-order mark counted.
  package var fileBytes: [UInt8] {
    byteOrderMarkLength == 0 ? bytes : [0xEF, 0xBB, 0xBF] + bytes
  }

  package convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Where the lines of the text start and end; O(n) the first time, then free.
  package var lines: LineTable {
    lineTable.withLock { table in
      if let table { return table }
      let made = LineTable(bytes)
      table = made
      return made
    }
  }

  /// The text of `range`, with broken UTF-8 repaired.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The place that `range` covers, ready for a diagnostic; O(length of the lines it ends on).
  package func location(of range: Range<Int>) -> Location {
    let range = range.clamped(to: 0..<bytes.count)
    return location(
      of: range, start: position(of: range.lowerBound), end: position(of: range.upperBound))
  }

  /// The same where the positions are known already.
  package func location(of range: Range<Int>, start: Position, end: Position) -> Location {
    let snippet = snippet(ofLine: start.line, around: range.lowerBound)
    let before = scalars(in: snippet.start..<max(snippet.start, range.lowerBound))
    return Location(
      path: name,
      range: range.lowerBound + byteOrderMarkLength..<range.upperBound + byteOrderMarkLength,
      start: start, end: end, snippet: snippet.text,
      snippetColumn: max(1, (start.column ?? 1) - before))
  }

  /// The place in a form that a diagnostic can keep.
  package func location(at place: SourcePlace) -> Location {
    switch place {
    case .range(let range): location(of: range)
    case .line(let line): location(ofLine: line)
    }
  }

  /// A whole line, counted from 1, where nothing more exact can be trusted.
  package func location(ofLine line: Int) -> Location {
    Location(
      path: name,
      start: Position(line: line, column: nil),
      snippet: line >= 1 && line <= lines.count ? snippet(ofLine: line, around: nil).text : nil)
  }

  /// The file as a whole.
  package var location: Location { Location(path: name) }

  private func position(of offset: Int) -> Position {
    let line = lines.line(at: offset)
    let start = lines.range(ofLine: line).lowerBound
    return Position(line: line, column: 1 + scalars(in: start..<offset))
  }

  private func scalars(in range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The text of a line, and the offset where it starts: nobody can read a line of a megabyte, so
  /// that of a long one only the part round `offset` is kept.
  private func snippet(ofLine line: Int, around offset: Int?) -> (text: String, start: Int) {
    let range = lines.range(ofLine: line)
    guard range.count > 2048 else { return (text(range), range.lowerBound) }
    var start = max(range.lowerBound, (offset ?? 0) - 1024)
    while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(range.upperBound, start + 2048)
    while end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return (text(start..<end), start)
  }
}
