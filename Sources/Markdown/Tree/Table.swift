import Diagnostics

/// A table of the document as plain text, for search, checks and data.
package struct Table: Sendable, Hashable {
  /// The text of a cell and where it stands.
  package struct Cell: Sendable, Hashable {
    /// The text without markup.
    package var text: String
    /// The place of the cell in the source.
    package var place: SourcePlace
  }

  /// The cells of the header row.
  package var header: [Cell]
  /// The other rows, each with its cells.
  package var rows: [[Cell]]
  /// The alignment of each column.
  package var alignments: [TableAlignment]
  /// The place of the table in the source.
  package var place: SourcePlace
}

extension MarkdownDocument {
  /// The tables in document order; O(n) for each call.
  package var tables: [Table] {
    var tables: [Table] = []
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .table:
        tables.append(
          Table(
            header: [], rows: [],
            alignments: (0..<Int(node.value)).map { alignment(node, $0) },
            place: node.place))
      case .tableHead: tables[tables.count - 1].header = cells(ofRow: index)
      case .tableRow: tables[tables.count - 1].rows.append(cells(ofRow: index))
      default: break
      }
    }
    return tables
  }

  private func cells(ofRow row: Int) -> [Table.Cell] {
    var cells: [Table.Cell] = []
    var index = row + 1
    while index < nodes[row].end {
      let cell = nodes[index]
      let words = PlainText.words(self, (index + 1)..<cell.end)
      cells.append(Table.Cell(text: words, place: cell.place))
      index = cell.end
    }
    return cells
  }

  /// The alignment of a column of the table `node`.
  func alignment(_ node: Node, _ column: Int) -> TableAlignment {
    let byte = node.text.lowerBound + column
    return byte < node.text.upperBound ? TableAlignment(rawValue: text[byte]) ?? .none : .none
  }
}
