/// A line and, if known, a column; both start at 1.
package struct Position: Sendable, Hashable {
  /// The line, from 1.
  package var line: Int
  /// In Unicode scalars, as compilers and editors count; `nil` means the whole line.
  package var column: Int?

  /// Makes a position.
  package init(line: Int, column: Int?) {
    self.line = line
    self.column = column
  }
}

/// A byte range in a source text, or a line where no exact range is known.
///
/// It is small, so that every link can store one. `SourceText.location(at:)` turns it into a `Location` for a diagnostic.
package enum SourcePlace: Sendable, Hashable {
  case range(Range<Int>)
  case line(Int)
}

/// The location of a diagnostic: a file, a line of it, or a byte range.
///
/// It contains the text of the line, so that a diagnostic can be rendered without its source.
package struct Location: Sendable, Hashable {
  /// The path of the file, relative to the site's folder.
  package var path: String
  /// Whether the path is that of a file, and not an address or the name of what a build makes itself.
  package private(set) var isFile = true
  /// The byte range in the file, including a byte-order mark; `nil` where only the line or the file is known.
  package var range: Range<Int>?
  /// The start of the range, or the line.
  package var start: Position?
  /// The end of the range, exclusive.
  package var end: Position?
  /// The text of the first line, or the part of a long line around the range.
  package var snippet: String?
  /// The column of the snippet's first character.
  package var snippetColumn: Int

  /// Makes a location; without a range and a start, it is the file as a whole.
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

  /// Makes the location of what is no file of the site, such as an address.
  package init(outside name: String) {
    self.init(path: name)
    isFile = false
  }
}
