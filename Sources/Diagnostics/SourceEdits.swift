/// Changes to the bytes of one file, none of which touches another.
///
/// Offsets are those of the file on disk, a byte-order mark counted. What no change names stays as it
/// is, byte for byte: line ends, marks, spaces.
package struct SourceEdits: Sendable {
  package struct Edit: Sendable, Hashable {
    package var range: Range<Int>
    package var text: String

    package init(_ range: Range<Int>, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// Sorted by place.
  package private(set) var edits: [Edit] = []

  package init() {}

  /// Takes a change up; false where it overlaps another that says something else.
  package mutating func add(_ edit: Edit) -> Bool {
    let place = edits.firstIndex { $0.range.lowerBound >= edit.range.lowerBound } ?? edits.count
    if place < edits.count, edits[place] == edit { return true }
    for other in [place - 1, place] where edits.indices.contains(other) {
      let present = edits[other].range
      let overlaps =
        present.lowerBound == edit.range.lowerBound
        || present.lowerBound < edit.range.upperBound && edit.range.lowerBound < present.upperBound
      if overlaps { return false }
    }
    edits.insert(edit, at: place)
    return true
  }

  /// The file with every change made.
  package func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for edit in edits where edit.range.upperBound <= bytes.count {
      result += bytes[start..<edit.range.lowerBound]
      result += Array(edit.text.utf8)
      start = edit.range.upperBound
    }
    return result + bytes[start...]
  }

  /// Where a byte of the file is after the changes; one within a changed range is at its start.
  package func moved(_ offset: Int) -> Int {
    var shift = 0
    for edit in edits {
      if edit.range.lowerBound > offset { break }
      if edit.range.upperBound > offset || edit.range.lowerBound == offset {
        return edit.range.lowerBound + shift
      }
      shift += edit.text.utf8.count - edit.range.count
    }
    return offset + shift
  }

  /// Where a byte of the changed file was before; one within a changed range was at its start.
  package func origin(of offset: Int) -> Int {
    var shift = 0
    for edit in edits {
      let start = edit.range.lowerBound + shift
      if offset < start { break }
      if offset < start + max(1, edit.text.utf8.count) { return edit.range.lowerBound }
      shift += edit.text.utf8.count - edit.range.count
    }
    return offset - shift
  }

  // MARK: Showing

  /// How many unchanged lines are shown round a change.
  private static let context = 3

  /// The changes as a unified diff, which `patch` and `git apply` take.
  package func diff(of bytes: [UInt8], named name: String) -> String {
    let lines = Self.table(bytes)
    let count = Self.count(of: lines)
    var blocks: [(old: ClosedRange<Int>, new: [UInt8])] = []
    for edit in edits where edit.range.upperBound <= bytes.count {
      // Where a line end goes, the next line joins in.
      let range =
        min(
          count, lines.line(at: edit.range.lowerBound))...min(
          count, lines.line(at: edit.range.upperBound))
      if let before = blocks.last, before.old.upperBound >= range.lowerBound {
        blocks[blocks.count - 1].old = before.old.lowerBound...range.upperBound
      } else {
        blocks.append((range, []))
      }
    }
    for index in blocks.indices {
      blocks[index].new = changed(bytes, lines, blocks[index].old)
    }
    var text = "--- a/\(name)\n+++ b/\(name)\n"
    var shift = 0
    var rest = blocks[...]
    while let first = rest.first {
      var hunk = [first]
      rest = rest.dropFirst()
      while let next = rest.first, let last = hunk.last,
        next.old.lowerBound - last.old.upperBound <= 2 * Self.context
      {
        hunk.append(next)
        rest = rest.dropFirst()
      }
      text += Self.text(of: hunk, bytes, lines, &shift)
    }
    return text
  }

  /// Whole lines with the changes that lie in them.
  private func changed(
    _ bytes: [UInt8], _ lines: LineTable, _ range: ClosedRange<Int>
  ) -> [UInt8] {
    let start = lines.range(ofLine: range.lowerBound).lowerBound
    let end = Self.end(ofLine: range.upperBound, lines, bytes)
    var result: [UInt8] = []
    var position = start
    for edit in edits where edit.range.lowerBound >= start && edit.range.upperBound <= bytes.count {
      // What stands at the start of the next line is the next line's.
      guard edit.range.lowerBound < end || end == bytes.count else { break }
      result += bytes[position..<edit.range.lowerBound] + Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    return result + bytes[position..<end]
  }

  /// Where a line ends, its line end counted.
  private static func end(ofLine line: Int, _ lines: LineTable, _ bytes: [UInt8]) -> Int {
    line < lines.count ? lines.range(ofLine: line + 1).lowerBound : bytes.count
  }

  private static func text(
    of hunk: [(old: ClosedRange<Int>, new: [UInt8])], _ bytes: [UInt8], _ lines: LineTable,
    _ shift: inout Int
  ) -> String {
    guard let first = hunk.first?.old, let last = hunk.last?.old else { return "" }
    let count = count(of: lines)
    let range =
      max(
        1, first.lowerBound - context)...max(
        last.upperBound, min(count, last.upperBound + context))
    var body = ""
    var (removed, added) = (0, 0)
    func write(_ mark: String, _ line: ArraySlice<UInt8>) {
      guard !line.isEmpty else { return }
      body += Self.line(mark, line)
      if mark != "+" { removed += 1 }
      if mark != "-" { added += 1 }
    }
    func old(_ number: Int) -> ArraySlice<UInt8> {
      bytes[lines.range(ofLine: number).lowerBound..<end(ofLine: number, lines, bytes)]
    }
    var line = range.lowerBound
    for block in hunk {
      for number in line..<block.old.lowerBound { write(" ", old(number)) }
      for number in block.old { write("-", old(number)) }
      for new in Self.lines(block.new) { write("+", new) }
      line = block.old.upperBound + 1
    }
    for number in line..<range.upperBound + 1 { write(" ", old(number)) }
    let start = range.lowerBound
    let header = "@@ -\(start),\(removed) +\(start + shift),\(added) @@\n"
    shift += added - removed
    return header + body
  }

  /// Lines as `patch` knows them, which end with a line feed alone.
  private static func table(_ bytes: [UInt8]) -> LineTable {
    LineTable(bytes.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 })
  }

  /// How many lines there are; after a last line end there is none.
  private static func count(of lines: LineTable) -> Int {
    lines.count > 1 && lines.range(ofLine: lines.count).isEmpty ? lines.count - 1 : lines.count
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let table = table(bytes)
    return (1...table.count).map { number in
      bytes[table.range(ofLine: number).lowerBound..<end(ofLine: number, table, bytes)]
    }.filter { !$0.isEmpty }
  }

  private static func line(_ mark: String, _ bytes: ArraySlice<UInt8>) -> String {
    let text = mark + String(decoding: bytes, as: UTF8.self)
    return bytes.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
  }
}
