import Text

/// Edits to one file, which do not overlap.
///
/// All other bytes of the file stay as they are.
///
/// Offsets count the bytes of the file on disk, including a byte-order mark.
package struct SourceEdits: Sendable {
  /// The replacement of a byte range.
  package struct Edit: Sendable, Hashable {
    /// The bytes to replace.
    package var range: Range<Int>
    /// The replacement.
    package var text: String

    /// Makes an edit.
    package init(_ range: Range<Int>, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// The edits, sorted by offset.
  package private(set) var edits: [Edit] = []

  /// Makes a list without edits.
  package init() {}

  /// Adds an edit; returns false, without adding it, where it overlaps a different edit.
  package mutating func add(_ edit: Edit) -> Bool {
    let index = edits.partitioningIndex { $0.range.lowerBound >= edit.range.lowerBound }
    if index < edits.count, edits[index] == edit { return true }
    for other in [index - 1, index] where edits.indices.contains(other) {
      let present = edits[other].range
      let overlaps =
        present.lowerBound == edit.range.lowerBound
        || present.lowerBound < edit.range.upperBound && edit.range.lowerBound < present.upperBound
      if overlaps { return false }
    }
    edits.insert(edit, at: index)
    return true
  }

  /// Adds several edits; returns false, without adding any, where one of them overlaps a different edit.
  package mutating func add(_ several: [Edit]) -> Bool {
    let before = self
    for edit in several where !add(edit) {
      self = before
      return false
    }
    return true
  }

  /// The bytes of the file after all edits.
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

  /// The offset of a byte after the edits.
  ///
  /// A byte of an edited range is mapped to its start.
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

  /// The offset of a byte of the edited file before the edits.
  ///
  /// A byte of a replacement is mapped to its start.
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

  // MARK: Diff

  /// The number of unchanged lines that are shown around a change.
  private static let context = 3

  /// The edits as a unified diff for `patch` and `git apply`.
  package func diff(of bytes: [UInt8], named name: String) -> String {
    let lines = Self.table(bytes)
    let count = Self.count(of: lines)
    var blocks: [(old: ClosedRange<Int>, new: [UInt8])] = []
    for edit in edits where edit.range.upperBound <= bytes.count {
      // An edit that removes a line break includes the next line.
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

  /// A range of lines after the edits.
  private func changed(
    _ bytes: [UInt8], _ lines: LineTable, _ range: ClosedRange<Int>
  ) -> [UInt8] {
    let start = lines.range(ofLine: range.lowerBound).lowerBound
    let end = Self.end(ofLine: range.upperBound, lines, bytes)
    var result: [UInt8] = []
    var position = start
    for edit in edits where edit.range.lowerBound >= start && edit.range.upperBound <= bytes.count {
      // An edit at the end of the range belongs to the next line.
      guard edit.range.lowerBound < end || end == bytes.count else { break }
      result += bytes[position..<edit.range.lowerBound] + Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    return result + bytes[position..<end]
  }

  /// The end offset of a line, including its line break.
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

  /// The lines as `patch` counts them, which end with a line feed only.
  private static func table(_ bytes: [UInt8]) -> LineTable {
    LineTable(bytes.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 })
  }

  /// The number of lines; an empty last line does not count.
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
