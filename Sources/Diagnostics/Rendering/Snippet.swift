/// A line of source in a terminal, with marks under a range.
struct Snippet {
  /// The printed line, or the part of a long line around the marks.
  let text: String
  /// The spaces before the marks, and the marks; empty where no column is known.
  let indent: String
  let marks: String

  /// The largest number of scalars of a line that are shown.
  ///
  /// A line of prose is often a whole paragraph.
  private static let width = 100

  /// - Parameters:
  ///   - line: The text of the line.
  ///   - column: The first column of the marks, in scalars from 1; `nil` for a line without marks.
  ///   - end: The end of the marks, exclusive; `nil` for the end of the line.
  init(_ line: String, from column: Int?, to end: Int?) {
    var scalars = Array(line.unicodeScalars)
    var column = column
    var end = end
    if scalars.count > Self.width {
      let start = Self.start(of: column ?? 1, in: scalars)
      let stop = min(scalars.count, start + Self.width)
      let cut = Array(scalars[start..<stop])
      scalars = (start > 0 ? ["…"] : []) + cut + (stop < scalars.count ? ["…"] : [])
      let shift = start > 0 ? start - 1 : 0
      column = column.map { $0 - shift }
      end = end.map { min($0 - shift, scalars.count + 1) }
    }
    text = TerminalText.line(scalars)
    guard let column else {
      (indent, marks) = ("", "")
      return
    }
    let before = scalars.prefix(max(0, column - 1))
    let marked = scalars.dropFirst(before.count).prefix(max(0, (end ?? .max) - column))
    indent = String(repeating: " ", count: before.reduce(0) { $0 + Self.cells(of: $1) })
    let count = marked.reduce(0) { $0 + Self.cells(of: $1) }
    marks = String(repeating: "^", count: max(1, count))
  }

  /// The start of the shown part of a long line: some words before the marks.
  private static func start(of column: Int, in scalars: [Unicode.Scalar]) -> Int {
    let wanted = min(column - 1 - width / 3, scalars.count - width)
    guard wanted > 0 else { return 0 }
    let space = scalars[wanted..<min(wanted + 20, column)].firstIndex(of: " ")
    return space.map { $0 + 1 } ?? wanted
  }

  /// The width of a scalar in a terminal: 0 for combining marks, 2 for wide characters.
  private static func cells(of scalar: Unicode.Scalar) -> Int {
    if scalar == "\t" { return TerminalText.tabWidth }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format where !(0x202A...0x2069).contains(scalar.value): return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
