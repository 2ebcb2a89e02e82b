/// Writes tables with `TableWriter`.
extension HTMLWriter {
  mutating func openTablePart(_ index: Int, _ node: Node) {
    push(index, node)
    if isPlain { return openPlainTablePart(node) }
    switch node.kind {
    case .table:
      var writer = makeTable(index, node)
      writer.begin(&html)
      table = writer
    case .tableRow:
      let title = table?.key.map { cellText(index, column: $0) } ?? ""
      table?.openRow(&html, title: title, anchors: &anchors)
    case .cell:
      if isInHead {
        unlinkable += 1
        table?.openHeadCell(&html, column: Int(node.value))
      } else {
        table?.openCell(&html, column: Int(node.value))
      }
    default: break
    }
  }

  mutating func closeTablePart(_ last: Open) {
    if isPlain { return closePlainTablePart(last) }
    switch last.kind {
    case .table:
      table?.end(&html)
      table = nil
    case .tableHead: table?.closeHead(&html)
    case .tableRow: table?.closeRow(&html)
    case .cell:
      if isInHead {
        unlinkable -= 1
        table?.closeHeadCell(&html)
      } else {
        table?.closeCell(&html, column: Int(document.nodes[last.index].value))
      }
    default: break
    }
  }

  /// Whether the open row is the table's head.
  private var isInHead: Bool {
    open.last { $0.kind == .tableHead || $0.kind == .tableRow }?.kind == .tableHead
  }

  private mutating func makeTable(_ index: Int, _ node: Node) -> TableWriter {
    tableCount += 1
    let columns = (0..<Int(node.value)).map { column in
      TableWriter.Column(
        cellText(index + 1, column: column), alignment: document.alignment(node, column))
    }
    return TableWriter(
      columns: columns, caption: tableCount == 1 ? options.caption : nil,
      keyColumn: options.keyColumn, labelID: sectionAnchor ?? options.labelID,
      isLabelHere: sectionAnchor != nil, labels: options.labels, anchors: &anchors)
  }

  /// The text of a cell of the row at `row`.
  private func cellText(_ row: Int, column: Int) -> String {
    let end = document.nodes[row].end
    var cell = row + 1
    while cell < end {
      if document.nodes[cell].value == Int32(column) {
        return PlainText.words(document, (cell + 1)..<document.nodes[cell].end)
      }
      cell = document.nodes[cell].end
    }
    return ""
  }

  // MARK: As cmark writes them

  private mutating func openPlainTablePart(_ node: Node) {
    html.lineStart()
    switch node.kind {
    case .table: html.raw("<table>\n")
    case .tableHead: html.raw("<thead>\n<tr>")
    case .tableRow:
      if plainTableNeedsBody {
        html.raw("<tbody>\n")
        plainTableNeedsBody = false
        plainTableHasBody = true
      }
      html.raw("<tr>")
    case .cell:
      html.raw(isInHead ? "<th" : "<td")
      if let table = open.last(where: { $0.kind == .table }) {
        switch document.alignment(document.nodes[table.index], Int(node.value)) {
        case .left: html.raw(" align=\"left\"")
        case .center: html.raw(" align=\"center\"")
        case .right: html.raw(" align=\"right\"")
        case .none: break
        }
      }
      html.raw(">")
    default: break
    }
    if node.kind == .table {
      plainTableNeedsBody = true
      plainTableHasBody = false
    }
  }

  private mutating func closePlainTablePart(_ last: Open) {
    switch last.kind {
    case .cell: return html.raw(isInHead ? "</th>" : "</td>")
    case .tableHead: html.raw("\n</tr>\n</thead>")
    case .tableRow: html.raw("\n</tr>")
    case .table:
      html.lineStart()
      html.raw(plainTableHasBody ? "</tbody>\n</table>\n" : "</table>\n")
    default: break
    }
  }
}
