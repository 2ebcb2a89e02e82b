import Text

/// The forms of rules that most languages share.
extension CodeScanner {
  /// The end of a block that begins here, or the end of the text.
  func blockEnd(_ open: [UInt8], _ close: [UInt8], _ nests: Bool, _ text: Span<UInt8>) -> Int {
    var offset = position + open.count
    var depth = 1
    while offset < end {
      if holds(close, text, at: offset) {
        offset += close.count
        depth -= 1
        if depth == 0 { return offset }
      } else if nests, holds(open, text, at: offset) {
        offset += open.count
        depth += 1
      } else {
        offset += 1
      }
    }
    return end
  }

  mutating func takeString(
    _ text: Span<UInt8>, _ quote: UInt8, _ escapes: Bool, _ spansLines: Bool, _ kind: TokenKind
  ) {
    let offset = stringEnd(text, from: position + 1, quote, escapes, spansLines)
    let isKey = context.hasKeys && isFollowedByColon(text, offset)
    takeLines(text, to: offset, as: isKey ? .tag : kind)
  }

  /// The offset after the quotation mark that ends a string; the end of the line or the text if it is not there.
  func stringEnd(
    _ text: Span<UInt8>, from offset: Int, _ quote: UInt8, _ escapes: Bool, _ spansLines: Bool
  ) -> Int {
    var offset = offset
    while offset < end {
      let byte = text[offset]
      if byte == quote { return offset + 1 }
      if byte == UInt8(ascii: "\n"), !spansLines { return offset }
      // A backslash at the end of a line continues the string.
      offset += escapes && byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return end
  }

  /// Whether the next thing on the line is a colon.
  ///
  /// Each space is looked at once, because strings and names before it end in one place.
  func isFollowedByColon(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    let next = end(of: .blanks, text, from: offset)
    return next < end && text[next] == UInt8(ascii: ":")
  }

  mutating func takeWord(_ text: Span<UInt8>) {
    let context = self.context
    let offset = end(of: context.name, text, from: position + 1)
    let isMember =
      peek(text, -1) == UInt8(ascii: ".") && peek(text, -2) != UInt8(ascii: ".")
    var entry = isMember ? nil : context.words[text.extracting(position..<offset)]
    if let known = entry, isName(known, text, offset, context) { entry = nil }
    var kind = TokenKind.plain
    if let entry {
      kind = entry.kind
    } else if let expected {
      kind = expected
    } else if context.hasTypes, Self.isTypeName(text.extracting(position..<offset)) {
      kind = .type
    } else if context.hasKeys, isFollowedByColon(text, offset) {
      kind = .tag
    } else if offset < end, text[offset] == UInt8(ascii: "(") {
      kind = .function
    }
    take(text, to: offset, as: kind)
    expected = entry?.next
  }

  /// Whether a word that may be a keyword is a name here, by what follows.
  private func isName(
    _ entry: WordList.Entry, _ text: Span<UInt8>, _ offset: Int, _ context: Language.Context
  ) -> Bool {
    guard offset < end else { return entry.isSoft }
    if entry.isSoft {
      // A keyword stands before a name or an opening bracket.
      let next = offset + 1 < end ? text[offset + 1] : 0
      return !text[offset].isBlank || !Self.afterKeyword.contains(next)
    }
    return context.hasLabels && text[offset] == UInt8(ascii: ":")
      && !holds(Array("default".utf8), text, at: position)
  }

  private static let afterKeyword = ByteSet.nameStart.union("{}[(*'\"$#@-")

  /// Whether a name begins with a capital and is not all capitals, as constants are.
  private static func isTypeName(_ name: Span<UInt8>) -> Bool {
    guard name[0] &- UInt8(ascii: "A") < 26 else { return false }
    if name.count == 1 { return true }
    for index in 1..<name.count where name[index] &- UInt8(ascii: "a") < 26 { return true }
    return false
  }

  mutating func takeNumber(_ text: Span<UInt8>) -> Bool {
    var offset = position
    if text[offset] == UInt8(ascii: ".") {
      guard peek(text).isASCIIDigit, !peek(text, -1).isASCIIAlphanumeric else { return false }
      offset += 1
    }
    let isHexadecimal =
      text[offset] == UInt8(ascii: "0") && offset + 1 < end
      && text[offset + 1] | 0x20 == UInt8(ascii: "x")
    while offset < end {
      let byte = text[offset]
      if byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") {
        offset += 1
        let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
        if byte | 0x20 == exponent, offset + 1 < end, text[offset + 1].isASCIIDigit,
          text[offset] == UInt8(ascii: "-") || text[offset] == UInt8(ascii: "+")
        {
          offset += 1
        }
      } else if byte == UInt8(ascii: "."), offset + 1 < end, text[offset + 1].isASCIIDigit {
        offset += 1
      } else {
        break
      }
    }
    take(text, to: offset, as: .number)
    return true
  }
}
