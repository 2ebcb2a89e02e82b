import Text

/// The rows of a table that `MarkdownWriter` is writing.
struct MarkdownTable {
  var isOpen = false
  var rows: [[[UInt8]]] = []
  /// What the writer had to write before the open cell.
  var outside = (gap: 0, isLineStart: false)
  /// Where the text of the open cell starts in the output.
  private var cellStart: Int?

  var isCell: Bool { cellStart != nil }

  /// Starts a cell, whose text is written to the output first.
  mutating func start(in out: [UInt8]) { cellStart = out.count }

  /// Ends the open cell, and moves its text from the output into the table.
  mutating func end(_ out: inout [UInt8]) {
    guard let start = cellStart else { return }
    cellStart = nil
    var cell: [UInt8] = []
    for word in out[start...].split(whereSeparator: \.isASCIISpace) {
      if !cell.isEmpty { cell.append(0x20) }
      cell += word
    }
    if rows.isEmpty { rows.append([]) }
    rows[rows.count - 1].append(cell)
    out.removeSubrange(start...)
  }

  /// The rows as Markdown, each with as many cells as the longest.
  var lines: [[UInt8]] {
    let rows = rows.filter { !$0.isEmpty }
    guard let first = rows.first, let width = rows.map(\.count).max() else { return [] }
    func line(_ cells: [[UInt8]]) -> [UInt8] {
      var line: [UInt8] = []
      for index in 0..<width {
        line += "| ".utf8
        if index < cells.count { line += cells[index] }
        line.append(0x20)
      }
      line.append(UInt8(ascii: "|"))
      return line
    }
    return [line(first), line(Array(repeating: Array("---".utf8), count: width))]
      + rows.dropFirst().map(line)
  }
}
