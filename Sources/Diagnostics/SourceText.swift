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

  /// The place that `range` covers, ready for a diagnostic.
  package func location(of range: Range<Int>) -> Location {
    let range = range.clamped(to: 0..<bytes.count)
    let first = lines.line(at: range.lowerBound)
    return Location(
      path: name,
      range: range,
      start: position(of: range.lowerBound),
      end: position(of: range.upperBound),
      snippet: snippet(ofLine: first))
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
      snippet: snippet(ofLine: line))
  }

  /// The file as a whole.
  package var location: Location { Location(path: name) }

  private func position(of offset: Int) -> Position {
    let line = lines.line(at: offset)
    let before = bytes[lines.range(ofLine: line).lowerBound..<offset]
    let column = before.reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return Position(line: line, column: column)
  }

  /// The line's text, cut where it is too long to be read.
  private func snippet(ofLine line: Int) -> String? {
    guard line >= 1, line <= lines.count else { return nil }
    let range = lines.range(ofLine: line)
    return text(range.lowerBound..<min(range.upperBound, range.lowerBound + 2048))
  }
}
