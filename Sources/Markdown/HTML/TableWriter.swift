/// Writes the markup of tables, of Markdown as well as of data files.
///
/// Call `begin`, the methods that open and close the head, the rows and their cells, and `end`. `write` does this for
/// cells of plain text. On narrow screens, rows of tables with up to four columns become cards, for which each cell
/// has its column's label. Tables with more columns scroll.
package struct TableWriter: Sendable {
  /// The label and alignment of a column.
  package struct Column: Sendable, Hashable {
    /// The text of the column's heading.
    package var label: String
    /// How the cells are aligned.
    package var alignment: TableAlignment

    /// Makes a column.
    package init(_ label: String, alignment: TableAlignment = .none) {
      self.label = label
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private let caption: String?
  /// The id of the element that labels the table: its caption or an earlier heading.
  private let labelID: String
  private let isLabelHere: Bool
  private let labels: HTMLLabels
  /// The index of the column whose cells are the row headers; `nil` where there is none.
  package let key: Int?

  private var start = 0
  private var bodyStart: Int?
  private var firstRow = 0
  private var rowStart = 0
  private var rowAnchor: String?
  private var rowTitle = ""

  /// Makes a writer of one table.
  ///
  /// `keyColumn` is the label, in any case, of the column whose cells are the row headers. `labelID` is the id of the
  /// element that labels a table without a caption; `isLabelHere` says whether it is an id of this document, which the
  /// site may prefix.
  package init(
    columns: [Column], caption: String? = nil, keyColumn: String? = nil, labelID: String = "title",
    isLabelHere: Bool = false, labels: HTMLLabels = HTMLLabels(), anchors: inout AnchorSet
  ) {
    self.columns = columns
    self.caption = caption
    self.labels = labels
    let wanted = keyColumn?.lowercased()
    key = wanted.flatMap { wanted in columns.firstIndex { $0.label.lowercased() == wanted } }
    self.labelID = caption == nil ? labelID : anchors.addSlug("table")
    self.isLabelHere = caption != nil || isLabelHere
  }

  private var scrolls: Bool { columns.count > 4 }

  /// Writes the markup before the first cell of the head.
  package mutating func begin(_ html: inout HTMLBuilder) {
    html.lineStart()
    start = html.count
    firstRow = html.fragment.rows.count
    html.raw("<div class=\"wide\">")
    if scrolls {
      html.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
      writeLabelReference(&html)
      html.raw(">")
    }
    html.raw(scrolls ? "<table" : "<table class=\"cards\"")
    if caption == nil { writeLabelReference(&html) }
    html.raw(">\n")
    if let caption {
      html.raw("<caption")
      html.idAttribute("id", labelID)
      html.raw(">")
      html.text(caption)
      html.raw("</caption>\n")
    }
    html.raw("<thead>\n<tr>\n")
  }

  private func writeLabelReference(_ html: inout HTMLBuilder) {
    if isLabelHere {
      html.idAttribute("aria-labelledby", labelID)
    } else {
      html.attribute("aria-labelledby", labelID)
    }
  }

  /// Opens a cell of the head.
  package mutating func openHeadCell(_ html: inout HTMLBuilder, column: Int) {
    html.raw("<th scope=\"col\"")
    writeAlignment(&html, column)
    html.raw(">")
  }

  /// Closes a cell of the head.
  package mutating func closeHeadCell(_ html: inout HTMLBuilder) { html.raw("</th>\n") }

  /// Closes the head.
  package mutating func closeHead(_ html: inout HTMLBuilder) { html.raw("</tr>\n</thead>\n") }

  /// Opens a row.
  ///
  /// `title` is the text of its key cell, from which its id is made.
  package mutating func openRow(
    _ html: inout HTMLBuilder, title: String, anchors: inout AnchorSet
  ) {
    if bodyStart == nil {
      html.raw("<tbody>\n")
      bodyStart = html.count
    }
    rowStart = html.count
    rowTitle = title
    rowAnchor = nil
    html.raw("<tr")
    // A row without a name cannot be linked to.
    if key != nil, !title.isEmpty {
      let anchor = anchors.add(title, fallback: "row")
      html.idAttribute("id", anchor)
      rowAnchor = anchor
    }
    html.raw(">\n")
  }

  /// Opens a cell of a row.
  package mutating func openCell(_ html: inout HTMLBuilder, column: Int) {
    let isKey = column == key
    html.raw(isKey ? "<th scope=\"row\"" : "<td")
    writeAlignment(&html, column)
    if columns.indices.contains(column) { html.attribute("data-label", columns[column].label) }
    html.raw(">")
  }

  /// Closes a cell of a row.
  package mutating func closeCell(_ html: inout HTMLBuilder, column: Int) {
    guard column == key else { return html.raw("</td>\n") }
    if let rowAnchor {
      html.raw(" <a class=\"anchor\"")
      html.idAttribute("href", rowAnchor, prefix: "#")
      html.attribute("aria-label", "\(labels.linkToRow) \(rowTitle)")
      html.raw(">#</a>")
    }
    html.raw("</th>\n")
  }

  /// Closes a row.
  package mutating func closeRow(_ html: inout HTMLBuilder) {
    html.raw("</tr>\n")
    guard let rowAnchor, let bodyStart else { return }
    html.add(
      HTMLFragment.Row(
        anchor: rowAnchor, title: rowTitle, head: start..<bodyStart, range: rowStart..<html.count,
        tail: 0..<0))
  }

  /// Writes the markup after the last row.
  package mutating func end(_ html: inout HTMLBuilder) {
    let tail = html.count
    if bodyStart != nil { html.raw("</tbody>\n") }
    html.raw(scrolls ? "</table>\n</div></div>\n" : "</table>\n</div>\n")
    html.setTail(tail..<html.count, ofRowsFrom: firstRow)
  }

  private func writeAlignment(_ html: inout HTMLBuilder, _ column: Int) {
    guard columns.indices.contains(column) else { return }
    switch columns[column].alignment {
    case .right: html.raw(" class=\"num\"")
    case .center: html.raw(" class=\"mid\"")
    case .left, .none: break
    }
  }

  /// Writes a whole table of plain text, with placeholders for terms in its body.
  ///
  /// Short rows are filled up with empty cells. Surplus cells are left out.
  package mutating func write(
    _ rows: some Sequence<[String]>, to html: inout HTMLBuilder, anchors: inout AnchorSet
  ) {
    begin(&html)
    for (index, column) in columns.enumerated() {
      openHeadCell(&html, column: index)
      html.text(column.label)
      closeHeadCell(&html)
    }
    closeHead(&html)
    for row in rows {
      let title = key.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? ""
      openRow(&html, title: title, anchors: &anchors)
      for index in columns.indices {
        openCell(&html, column: index)
        if index < row.count, !row[index].isEmpty { html.linkableText(row[index]) }
        closeCell(&html, column: index)
      }
      closeRow(&html)
    }
    end(&html)
  }
}
