import Text

/// The part of a link after its `]`: `(address "title")`, `[label]`, `[]` or nothing.
///
/// Tries them in this order, as cmark does.
struct LinkTail {
  /// The offset at which the link ends.
  let end: Int
  /// The bytes of the address or the label, if there is one.
  let target: Range<Int>?

  init(_ content: [UInt8], at start: Int) {
    var reader = Reader(content: content, cursor: start)
    if let address = reader.address() {
      (end, target) = (reader.cursor, address)
      return
    }
    reader.cursor = start
    if let label = reader.label() {
      (end, target) = (reader.cursor, label.isEmpty ? nil : label)
      return
    }
    (end, target) = (start, nil)
  }

  private struct Reader {
    let content: [UInt8]
    var cursor: Int

    private var current: UInt8? { cursor < content.count ? content[cursor] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard current == UInt8(ascii: character) else { return false }
      cursor += 1
      return true
    }

    private mutating func skipSpaces() {
      while let byte = current, byte.isASCIISpace { cursor += 1 }
    }

    private var isEscape: Bool {
      current == UInt8(ascii: "\\") && cursor + 1 < content.count
        && content[cursor + 1].isASCIIPunctuation
    }

    mutating func address() -> Range<Int>? {
      guard take("(") else { return nil }
      skipSpaces()
      guard let address = current == UInt8(ascii: "<") ? pointed() : plain() else { return nil }
      let beforeTitle = cursor
      skipSpaces()
      if cursor > beforeTitle { skipTitle() }
      skipSpaces()
      return take(")") ? address : nil
    }

    private mutating func pointed() -> Range<Int>? {
      cursor += 1
      let start = cursor
      while let byte = current, byte != UInt8(ascii: ">") {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "<") { return nil }
        cursor += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      let end = cursor
      return take(">") ? start..<end : nil
    }

    private mutating func plain() -> Range<Int>? {
      let start = cursor
      var depth = 0
      while let byte = current {
        if isEscape {
          cursor += 2
        } else if byte == UInt8(ascii: "(") {
          depth += 1
          if depth > 32 { return nil }
          cursor += 1
        } else if byte == UInt8(ascii: ")") {
          if depth == 0 { break }
          depth -= 1
          cursor += 1
        } else if byte.isASCIISpace {
          if cursor == start { return nil }
          break
        } else {
          cursor += 1
        }
      }
      return cursor < content.count ? start..<cursor : nil
    }

    private mutating func skipTitle() {
      let start = cursor
      let closing: UInt8
      switch current {
      case UInt8(ascii: "\""): closing = UInt8(ascii: "\"")
      case UInt8(ascii: "'"): closing = UInt8(ascii: "'")
      case UInt8(ascii: "("): closing = UInt8(ascii: ")")
      default: return
      }
      cursor += 1
      while let byte = current, byte != closing {
        if closing == UInt8(ascii: ")"), byte == UInt8(ascii: "(") {
          cursor = start
          return
        }
        cursor += isEscape ? 2 : 1
      }
      cursor = cursor < content.count ? cursor + 1 : start
    }

    /// Reads `[label]` with at most 1,000 bytes and no unescaped brackets.
    mutating func label() -> Range<Int>? {
      guard take("[") else { return nil }
      let start = cursor
      while let byte = current, byte != UInt8(ascii: "["), byte != UInt8(ascii: "]") {
        cursor += isEscape ? 2 : 1
        if cursor - start > 1000 { return nil }
      }
      let end = cursor
      return take("]") ? start..<end : nil
    }
  }
}
