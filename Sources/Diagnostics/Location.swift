/// A line and, where it is known, a column; both count from 1.
package struct Position: Sendable, Hashable {
  package var line: Int
  /// Counted in Unicode scalars, as compilers and editors do; `nil` means the whole line.
  package var column: Int?

  package init(line: Int, column: Int?) {
    self.line = line
    self.column = column
  }
}

/// A place in a source text: exact, or, where nothing exact can be trusted, a line.
///
/// Two words of memory, so that every link can keep its own; `SourceText.location(at:)` makes a
/// `Location` of it when there is something to say.
package enum SourcePlace: Sendable, Hashable {
  case range(Range<Int>)
  case line(Int)
}

/// Where a diagnostic points: a file, or a line of it, or a range of bytes.
///
/// It carries what a renderer needs (the line's text), so that a diagnostic can be stored and shown
/// again without its source.
package struct Location: Sendable, Hashable {
  package var path: String
  /// Bytes of the file, a byte-order mark counted; `nil` where only the line or the file is known.
  package var range: Range<Int>?
  package var start: Position?
  /// Where the range ends, exclusive.
  package var end: Position?
  /// The text of the first line; of a long one the part round the range.
  package var snippet: String?
  /// The column where the snippet starts.
  package var snippetColumn: Int

  package init(
    path: String, range: Range<Int>? = nil, start: Position? = nil, end: Position? = nil,
    snippet: String? = nil, snippetColumn: Int = 1
  ) {
    self.path = path
    self.range = range
    self.start = start
    self.end = end
    self.snippet = snippet
    self.snippetColumn = snippetColumn
  }
}
