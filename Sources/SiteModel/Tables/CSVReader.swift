import Diagnostics
import Text

/// Reads delimiter-separated values (RFC 4180), and detects the delimiter.
///
/// Waymark has its own reader because diagnostics need the source ranges of cells, which libraries do not
/// provide. Linear in the size of the text.
package struct CSVReader {
  /// A cell of a row.
  package struct Cell: Sendable {
    /// The text without quotation marks.
    package var text: String
    /// The bytes in the source, with quotation marks.
    package var range: Range<Int>
  }

  private let source: SourceText
  private let separator: UInt8
  private var position = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceText) {
    self.source = source
    separator = CSVSeparator.find(in: source.bytes)
    if let declaration = CSVSeparator.declaration(in: source.bytes) { position = declaration.end }
  }

  /// The rows in order, without empty lines.
  mutating func rows() -> [[Cell]] {
    var rows: [[Cell]] = []
    while position < source.bytes.count {
      let row = row()
      if row.count > 1 || row.first?.range.isEmpty == false { rows.append(row) }
    }
    return rows
  }

  private mutating func row() -> [Cell] {
    var cells: [Cell] = []
    while true {
      cells.append(current == UInt8(ascii: "\"") ? quotedCell() : plainCell())
      guard let byte = current else { return cells }
      position += 1
      if byte == separator { continue }
      if byte == 0x0D, current == 0x0A { position += 1 }
      return cells
    }
  }

  private var current: UInt8? {
    position < source.bytes.count ? source.bytes[position] : nil
  }

  private var isAtCellEnd: Bool {
    guard let byte = current else { return true }
    return byte == separator || byte == 0x0A || byte == 0x0D
  }

  private mutating func plainCell() -> Cell {
    let start = position
    while !isAtCellEnd { position += 1 }
    return Cell(text: Self.trimmed(source.bytes[start..<position]), range: start..<position)
  }

  private mutating func quotedCell() -> Cell {
    let start = position
    let quote = UInt8(ascii: "\"")
    var bytes: [UInt8] = []
    position += 1
    while let byte = current {
      position += 1
      if byte != quote {
        bytes.append(byte)
      } else if current == quote {
        bytes.append(quote)
        position += 1
      } else {
        if !isAtCellEnd { reportTextAfterQuote() }
        return Cell(text: Self.trimmed(bytes[...]), range: start..<position)
      }
    }
    diagnostics.append(
      Diagnostic(
        .tableData, "the quotation mark is not closed",
        at: source.location(of: start..<start + 1),
        help: "close it, or double it if it is part of the text"))
    return Cell(text: Self.trimmed(bytes[...]), range: start..<position)
  }

  private mutating func reportTextAfterQuote() {
    let start = position
    while !isAtCellEnd { position += 1 }
    diagnostics.append(
      Diagnostic(
        .tableData, "there is text after the closing quotation mark",
        at: source.location(of: start..<position),
        help: "enclose the whole cell in quotation marks, and double those inside"))
  }

  /// The text of a cell without surrounding white space.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while bytes.first?.isASCIISpace == true { bytes.removeFirst() }
    while bytes.last?.isASCIISpace == true { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
