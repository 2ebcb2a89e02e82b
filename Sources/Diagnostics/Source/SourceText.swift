import Synchronization

/// The text of a file, with what diagnostics need to locate ranges in it.
///
/// Offsets in Waymark are byte offsets into `bytes`, which has no byte-order mark. Add `byteOrderMarkLength` to get an
/// offset in the file on disk. It is a class because the line table is built once, when it is first needed.
package final class SourceText: Sendable {
  /// The path of the file, relative to the site's folder.
  package let name: String
  /// The bytes of the file without a byte-order mark.
  package let bytes: [UInt8]
  /// The length of the file's byte-order mark: 3 or 0.
  package let byteOrderMarkLength: Int
  /// The bytes that diagnostics show, if they differ from `bytes`.
  let shownBytes: [UInt8]?

  private let lineTable = Mutex<LineTable?>(nil)

  /// Makes a text from the bytes of a file, which may begin with a byte-order mark.
  package init(name: String, bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.name = name
    self.byteOrderMarkLength = bytes.starts(with: mark) ? mark.count : 0
    self.bytes = byteOrderMarkLength == 0 ? bytes : Array(bytes.dropFirst(mark.count))
    shownBytes = nil
  }

  /// Makes a text from bytes without the file's byte-order mark.
  init(name: String, bytes: [UInt8], byteOrderMarkLength: Int, shownBytes: [UInt8]? = nil) {
    self.shownBytes = shownBytes
    self.name = name
    self.bytes = bytes
    self.byteOrderMarkLength = byteOrderMarkLength
  }

  /// The bytes of the file on disk, including its byte-order mark.
  package var fileBytes: [UInt8] {
    byteOrderMarkLength == 0 ? bytes : [0xEF, 0xBB, 0xBF] + bytes
  }

  /// Makes a text from a string.
  package convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The ranges of the lines; O(n) the first time, then O(1).
  package var lines: LineTable {
    lineTable.withLock { table in
      if let table { return table }
      let made = LineTable(bytes)
      table = made
      return made
    }
  }

  /// The text of a range, with invalid UTF-8 replaced.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The location of a range; O(length of its first and last line).
  package func location(of range: Range<Int>) -> Location {
    let range = range.clamped(to: 0..<bytes.count)
    return location(
      of: range, start: position(of: range.lowerBound), end: position(of: range.upperBound))
  }

  /// The location of a range whose positions are already known.
  package func location(of range: Range<Int>, start: Position, end: Position) -> Location {
    let snippet = snippet(ofLine: start.line, around: range.lowerBound)
    let before = scalars(in: snippet.start..<max(snippet.start, range.lowerBound))
    return Location(
      path: name,
      range: range.lowerBound + byteOrderMarkLength..<range.upperBound + byteOrderMarkLength,
      start: start, end: end, snippet: snippet.text,
      snippetColumn: max(1, (start.column ?? 1) - before))
  }

  /// The location of a place.
  package func location(at place: SourcePlace) -> Location {
    switch place {
    case .range(let range): location(of: range)
    case .line(let line): location(ofLine: line)
    }
  }

  /// The location of a whole line, counted from 1.
  package func location(ofLine line: Int) -> Location {
    Location(
      path: name,
      start: Position(line: line, column: nil),
      snippet: line >= 1 && line <= lines.count ? snippet(ofLine: line, around: nil).text : nil)
  }

  /// The location of the file as a whole.
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

  /// The text of a line and its start offset.
  ///
  /// If the line is longer than 2 KiB, only the part around `offset` is returned.
  private func snippet(ofLine line: Int, around offset: Int?) -> (text: String, start: Int) {
    let range = lines.range(ofLine: line)
    let shown = shownBytes ?? bytes
    guard range.count > 2048 else {
      return (String(decoding: shown[range], as: UTF8.self), range.lowerBound)
    }
    var start = max(range.lowerBound, (offset ?? 0) - 1024)
    while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(range.upperBound, start + 2048)
    while end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return (String(decoding: shown[start..<end], as: UTF8.self), start)
  }
}
