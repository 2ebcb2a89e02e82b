import Diagnostics
import Text

/// Reads separated values (RFC 4180).
///
/// Cells end at commas, semicolons or tabs, rows at line ends. A cell that holds one of them stands in
/// quotation marks, which are doubled inside. It finds the separator itself. Our own reader, because the libraries at hand do not say where a cell
/// stands, and a spreadsheet's mistakes must be shown in place. Linear in the size of the text.
struct CSVReader {
  struct Cell: Sendable {
    var text: String
    var range: Range<Int>
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

  /// The rows in order; lines that hold nothing are passed over.
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
        .tableData, "this quotation mark is never closed",
        at: source.location(of: start..<start + 1), help: "close it, or double it if it is text"))
    return Cell(text: Self.trimmed(bytes[...]), range: start..<position)
  }

  private mutating func reportTextAfterQuote() {
    let start = position
    while !isAtCellEnd { position += 1 }
    diagnostics.append(
      Diagnostic(
        .tableData, "text after a closing quotation mark",
        at: source.location(of: start..<position),
        help: "put the whole cell in quotation marks and double those inside"))
  }

  /// A cell's text without white space at its ends.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while bytes.first?.isASCIISpace == true { bytes.removeFirst() }
    while bytes.last?.isASCIISpace == true { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
