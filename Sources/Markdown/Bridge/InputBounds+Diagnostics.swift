import Diagnostics

/// The diagnostics of input that exceeds the bounds.
extension InputBounds {
  /// Scans the bytes `body` of a source, and makes the diagnostics of what exceeds the bounds.
  static func check(_ source: SourceText, body: Range<Int>) -> (InputBounds, [Diagnostic]) {
    let bounds = InputBounds(source.bytes, body: body)
    return (bounds, bounds.faults.map { diagnostic($0, source) })
  }

  private static func diagnostic(_ fault: Fault, _ source: SourceText) -> Diagnostic {
    func line(_ offset: Int) -> Location { source.location(ofLine: source.lines.line(at: offset)) }
    switch fault {
    case .encoding(let offset):
      let byte = String(source.bytes[offset], radix: 16, uppercase: true)
      return Diagnostic(
        .invalidUTF8, "the byte 0x\(byte) is not UTF-8; the page is withheld",
        at: source.location(of: offset..<(offset + 1)),
        help: "save the file as UTF-8, without other encodings mixed in")
    case .word(let range):
      return Diagnostic(
        .wordTooLong, "this word has \(range.count) bytes; at most \(wordLimit) are allowed",
        at: source.location(of: range.lowerBound..<range.lowerBound + 1),
        help: "put the data into a file and link to it")
    case .depth(let range):
      return Diagnostic(
        .nestingTooDeep, "quotations and lists are nested more than \(depthLimit) levels deep here",
        at: line(range.lowerBound), help: "indent code with a fence, ```; break the list up")
    case .columns(let offset, let count):
      return Diagnostic(
        .tableTooWide, "\(count) `|` on one line; a table may have \(columnLimit) columns",
        at: line(offset), help: "split the table, or put the data into a file")
    case .missingCells(let offset):
      return Diagnostic(
        .tableTooWide, "the rows of this table lack more than \(missingCellLimit) cells",
        at: line(offset), help: "give the table fewer columns, or end it with an empty line")
    case .steps(let offset, let what):
      return Diagnostic(
        .tooComplex, "too many \(what) to parse in reasonable time; the page is withheld",
        at: line(offset), help: "break the text up with spaces and empty lines")
    }
  }
}
