import Text

/// Detects the delimiter of a table: a tab, a semicolon or a comma.
///
/// Spreadsheets use semicolons in languages with a decimal comma, and tabs for copied cells.
enum CSVSeparator {
  /// The delimiters in order of preference: cells often contain commas and rarely tabs.
  static let all = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
  /// The number of rows that are examined.
  private static let sampleSize = 50

  /// The delimiter for which most rows have as many cells as the first row.
  ///
  /// Ties are decided by the number of cells. The result is a comma if the first row contains no delimiter.
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

  /// The delimiter of a first line `sep=;` as in Excel, and the start of the next line.
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

  /// The counts of each delimiter outside quotation marks, for each of the first nonempty rows.
  private static func sample(of bytes: [UInt8]) -> [[Int]] {
    var rows: [[Int]] = []
    var counts = [0, 0, 0]
    var isQuoted = false
    var isCellStart = true
    var isBlank = true
    for byte in bytes {
      if byte == UInt8(ascii: "\""), isQuoted || isCellStart {
        // A doubled quotation mark closes the quotation and opens it again.
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
