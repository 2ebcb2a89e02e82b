import Text

/// A row of a Markdown table in the source.
struct TableRow {
  /// The index of its node.
  let index: Int
  let isHead: Bool
  /// The number of columns of the table.
  let columns: Int
  let line: Int
  /// The parts of the line between unescaped pipes.
  let parts: [Range<Int>]

  private let bytes: [UInt8]

  /// The rows of all tables of a document.
  static func all(in document: LintedDocument) -> [TableRow] {
    let nodes = document.document.nodes
    let locator = SourceLocator(document.document.source)
    var columns = 0
    var rows: [TableRow] = []
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .table: columns = Int(node.value)
      case .tableHead, .tableRow:
        rows.append(
          TableRow(
            index: index, isHead: node.kind == .tableHead, columns: columns, line: Int(node.line),
            parts: locator.parts(ofLine: Int(node.line)), bytes: document.bytes))
      default: break
      }
    }
    return rows
  }

  /// The parts that are cells, without the markers before the first pipe and the space after the last.
  var cells: [Range<Int>] {
    var cells = parts[...]
    if cells.count > 1, let first = cells.first,
      bytes[first].allSatisfy({ $0.isBlank || $0 == UInt8(ascii: ">") })
    {
      cells.removeFirst()
    }
    if cells.count > 1, let last = cells.last, withoutSpaces(last).isEmpty { cells.removeLast() }
    return Array(cells)
  }

  /// A range of the source without the spaces at its ends.
  func withoutSpaces(_ range: Range<Int>) -> Range<Int> {
    bytes.trimmed(range) { $0.isBlank }
  }

  /// Whether a cell opens a wiki link and does not close it.
  var holdsOpenLink: Bool {
    parts.contains { part in
      lastPair("[", in: part).map { open in lastPair("]", in: part).map { $0 < open } ?? true }
        ?? false
    }
  }

  /// The first offset at which a character occurs twice in a row.
  func firstPair(_ character: Unicode.Scalar, in range: Range<Int>) -> Int? {
    range.dropLast().first { isPair(character, $0) }
  }

  /// The last offset at which a character occurs twice in a row.
  func lastPair(_ character: Unicode.Scalar, in range: Range<Int>) -> Int? {
    range.dropLast().last { isPair(character, $0) }
  }

  private func isPair(_ character: Unicode.Scalar, _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: character) && bytes[index + 1] == UInt8(ascii: character)
  }
}
