import Text

/// Finds tags such as `{{ … }}` in the prose of a document.
enum ToolTags {
  /// The ranges from each `open` to the next `close`, within a paragraph and without another `open` between them; O(n).
  static func all(
    in document: LintedDocument, from open: StaticString, to close: StaticString
  ) -> [Range<Int>] {
    guard document.prose.contains(open) else { return [] }
    let (open, close) = (Array("\(open)".utf8), Array("\(close)".utf8))
    let bytes = document.prose.bytes
    let text = bytes.span.extracting(..<document.body.upperBound)
    var found: [Range<Int>] = []
    var start = document.body.lowerBound
    while let first = text.offset(of: open.span, from: start) {
      var index = first + open.count
      var end: Int?
      var isBlank = false
      while index < text.count {
        if text.holds(close.span, at: index) {
          end = index + close.count
          break
        }
        if text.holds(open.span, at: index) { break }
        let byte = text[index]
        if byte == 0x0A || byte == 0x0D {
          // A line end after an empty line ends the paragraph.
          if isBlank, byte == 0x0A { break }
          isBlank = true
        } else if !byte.isBlank {
          isBlank = false
        }
        index += 1
      }
      if let end { found.append(first..<end) }
      start = end ?? max(index, first + 1)
    }
    return found
  }
}
