import Diagnostics

/// A table of the document as plain text, for search, checks and data.
package struct Table: Sendable, Hashable {
  package struct Cell: Sendable, Hashable {
    package var text: String
    package var place: SourcePlace
  }

  package var header: [Cell]
  package var rows: [[Cell]]
  package var alignments: [TableAlignment]
  package var place: SourcePlace
}

extension MarkdownDocument {
  /// The tables of the document in their order; O(n), made anew with each call.
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

  /// How the cells of a column of the table `node` are set.
  func alignment(_ node: Node, _ column: Int) -> TableAlignment {
    let byte = node.text.lowerBound + column
    return byte < node.text.upperBound ? TableAlignment(rawValue: text[byte]) ?? .none : .none
  }
}
