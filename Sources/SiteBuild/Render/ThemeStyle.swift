/// Removes comments and indentation from the theme's style sheets.
///
/// CSS is not parsed. A test checks that the theme's style sheets have no comment inside a text, and no text or address
/// that spans lines.
enum ThemeStyle {
  /// The style sheet without comments, blank lines, and white space at the beginning of lines.
  static func withoutComments(_ style: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    let star = UInt8(ascii: "*")
    var output: [UInt8] = []
    output.reserveCapacity(style.count)
    var isInComment = false
    var position = 0
    while position < style.count {
      let byte = style[position]
      let next = position + 1 < style.count ? style[position + 1] : 0
      if isInComment {
        isInComment = !(byte == star && next == slash)
        position += isInComment ? 1 : 2
      } else if byte == slash, next == star {
        isInComment = true
        position += 2
      } else {
        let isIndentation = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
        let isAtStart = output.last.map { $0 == UInt8(ascii: "\n") } ?? true
        if !(isAtStart && isIndentation) { output.append(byte) }
        position += 1
      }
    }
    return output
  }
}
