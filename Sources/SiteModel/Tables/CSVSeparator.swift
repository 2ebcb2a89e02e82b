import Text

/// Finds what separates the cells of a text: a tab, a semicolon or a comma.
///
/// Spreadsheets take a semicolon where the comma is the decimal sign, and tabs for cells that are copied.
enum CSVSeparator {
  /// The order in which separators are preferred when all of them fit: a cell often holds a comma,
  /// and hardly ever a tab.
  static let all = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
  /// So many rows are enough to tell.
  private static let sampleSize = 50

  /// The separator by which most rows have as many cells as the first one has.
  ///
  /// Of equal ones that which gives more cells; a comma where the first row holds none of the three.
  static func find(in bytes: [UInt8]) -> UInt8 {
    if let declaration = declaration(in: bytes) { return declaration.separator }
    let rows = sample(of: bytes)
    var best = (separator: UInt8(ascii: ","), score: (rows: -1, cells: 0))
    for (index, separator) in all.enumerated() {
      guard let cells = rows.first?[index], cells > 0 else { continue }
      let score = (rows: rows.count { $0[index] == cells }, cells: cells)
      if score > best.score { best = (separator, score) }
    }
    return best.separator
  }

  /// The first line `sep=;`, by which Excel is told the separator, and where the next line begins.
  static func declaration(in bytes: [UInt8]) -> (separator: UInt8, end: Int)? {
    let prefix = bytes.prefix(4).map { $0 | 0x20 }
    guard prefix.elementsEqual("sep=".utf8), bytes.count > 5, all.contains(bytes[4]) else {
      return nil
    }
    switch bytes[5] {
    case 0x0A: return (bytes[4], 6)
    case 0x0D: return (bytes[4], bytes.count > 6 && bytes[6] == 0x0A ? 7 : 6)
    default: return nil
    }
  }

  /// How often each separator stands outside of quotation marks, in each of the first rows that hold a text.
  private static func sample(of bytes: [UInt8]) -> [[Int]] {
    var rows: [[Int]] = []
    var counts = [0, 0, 0]
    var isQuoted = false
    var isCellStart = true
    var isBlank = true
    for byte in bytes {
      if byte == UInt8(ascii: "\""), isQuoted || isCellStart {
        // A doubled mark ends the quotation and opens it again.
        isQuoted.toggle()
        isCellStart = !isQuoted
        isBlank = false
        continue
      }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D {
        if !isBlank { rows.append(counts) }
        if rows.count == sampleSize { return rows }
        (counts, isCellStart, isBlank) = ([0, 0, 0], true, true)
      } else if let index = all.firstIndex(of: byte) {
        counts[index] += 1
        isCellStart = true
      } else {
        isCellStart = false
        isBlank = false
      }
    }
    if !isBlank { rows.append(counts) }
    return rows
  }
}
