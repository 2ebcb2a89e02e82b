import Text

/// Divides HTML into tags, comments and text, as browsers do.
///
/// Follows the tokenizer of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), but
/// a tag or comment that does not end is text. O(n).
package struct HTMLTokenizer: Sequence, IteratorProtocol {
  /// A part of the HTML; ranges are in bytes.
  package enum Token {
    case text(Range<Int>)
    case start(HTMLTokenTag)
    case end(HTMLTokenTag)
    case comment(Range<Int>)
    /// The opening of a comment that does not end.
    case openComment(Range<Int>)
    /// A declaration or processing instruction, such as `<!DOCTYPE html>`.
    case declaration(Range<Int>)
  }

  private let bytes: [UInt8]
  private let end: Int
  private var cursor: Int
  private var textStart: Int
  /// The token after the text that was returned last.
  private var following: Token?
  private var hasComments = true
  /// How many bytes were read in vain for the ends of tags.
  ///
  /// Beyond the limit everything is text, so that the time stays linear.
  private var failedSteps = 0
  private static let failureLimit = 4 << 20

  /// Makes a tokenizer of a range of bytes.
  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    end = range.upperBound
    cursor = range.lowerBound
    textStart = cursor
  }

  /// The first token of a range of bytes.
  static func first(_ bytes: [UInt8], _ range: Range<Int>) -> Token? {
    var tokenizer = HTMLTokenizer(bytes, range)
    return tokenizer.next()
  }

  /// The next token; `nil` at the end.
  package mutating func next() -> Token? {
    if let token = following {
      following = nil
      return token
    }
    while let open = bytes.span.extracting(..<end).offset(of: UInt8(ascii: "<"), from: cursor) {
      cursor = open
      if failedSteps < Self.failureLimit, let token = markup(at: open) {
        guard let text = text(to: open) else { return token }
        following = token
        return text
      }
      failedSteps += Swift.max(0, cursor - open)
      cursor = open + 1
    }
    cursor = end
    return text(to: end)
  }

  /// The text before an index, if there is any; what follows starts at the cursor.
  private mutating func text(to index: Int) -> Token? {
    defer { textStart = cursor }
    return textStart < index ? .text(textStart..<index) : nil
  }

  private func peek(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

  private func holds(_ text: String, at index: Int) -> Bool {
    bytes[index..<end].starts(with: text.utf8)
  }

  /// Reads the markup at `<`, and moves behind it; `nil` where `<` is text.
  private mutating func markup(at open: Int) -> Token? {
    let next = peek(open + 1)
    if next.isASCIILetter { return startTag(open) }
    if next == UInt8(ascii: "/") {
      if peek(open + 2).isASCIILetter { return endTag(open) }
      return declaration(open)
    }
    if holds("<!--", at: open) { return comment(open) }
    if holds("<![CDATA[", at: open) { return cdata(open) }
    return next == UInt8(ascii: "!") || next == UInt8(ascii: "?") ? declaration(open) : nil
  }

  private mutating func declaration(_ open: Int) -> Token? {
    guard let close = bytes.span.extracting(..<end).offset(of: UInt8(ascii: ">"), from: open + 2)
    else { return nil }
    cursor = close + 1
    return .declaration(open..<cursor)
  }

  /// The content of a section that browsers take for a comment, which is kept as text.
  private mutating func cdata(_ open: Int) -> Token {
    let start = open + "<![CDATA[".utf8.count
    var index = start
    while let close = bytes.span.extracting(..<end).offset(of: UInt8(ascii: "]"), from: index) {
      if holds("]]>", at: close) {
        cursor = close + 3
        return .text(start..<close)
      }
      index = close + 1
    }
    cursor = end
    return .text(start..<end)
  }

  private mutating func comment(_ open: Int) -> Token {
    for short in ["<!-->", "<!--->"] where holds(short, at: open) {
      cursor = open + short.utf8.count
      return .comment(open..<cursor)
    }
    var index = open + 4
    while hasComments,
      let dash = bytes.span.extracting(..<end).offset(of: UInt8(ascii: "-"), from: index)
    {
      for close in ["-->", "--!>"] where holds(close, at: dash) {
        cursor = dash + close.utf8.count
        return .comment(open..<cursor)
      }
      index = dash + 1
    }
    hasComments = false
    cursor = open + 4
    return .openComment(open..<cursor)
  }

  // MARK: Tags

  private mutating func endTag(_ open: Int) -> Token? { tag(open, nameAt: open + 2).map(Token.end) }

  private mutating func startTag(_ open: Int) -> Token? {
    tag(open, nameAt: open + 1).map(Token.start)
  }

  /// Moves behind a tag; `nil` where it does not end.
  private mutating func tag(_ open: Int, nameAt start: Int) -> HTMLTokenTag? {
    cursor = start
    while cursor < end, !bytes[cursor].endsHTMLName { cursor += 1 }
    let name = start..<cursor
    var attributes = HTMLAttributeScanner(bytes, cursor..<end)
    while attributes.next() != nil {}
    cursor = attributes.cursor
    guard attributes.hasEnded else { return nil }
    return HTMLTokenTag(bytes, open..<cursor, name: name, attributes: attributes.names)
  }
}
