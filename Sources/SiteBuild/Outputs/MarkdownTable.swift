/// The rows of a table that `MarkdownWriter` is writing.
struct MarkdownTable {
  var isOpen = false
  var rows: [[String]] = []
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
    let text = String(decoding: out[start...], as: UTF8.self)
    out.removeSubrange(start...)
    let words = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    if rows.isEmpty { rows.append([]) }
    rows[rows.count - 1].append(words)
  }

  /// The rows as Markdown, each with as many cells as the longest.
  var lines: [String] {
    let rows = rows.filter { !$0.isEmpty }
    guard let first = rows.first, let width = rows.map(\.count).max() else { return [] }
    func line(_ cells: [String]) -> String {
      let padded = cells + Array(repeating: "", count: width - cells.count)
      return "| " + padded.joined(separator: " | ") + " |"
    }
    return [line(first), line(Array(repeating: "---", count: width))]
      + rows.dropFirst().map(line)
  }
}
