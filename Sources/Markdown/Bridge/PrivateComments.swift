import Diagnostics
import Text

/// Finds Obsidian's private comments, `%%…%%`, which no output may contain.
///
/// The bytes of a comment are replaced before cmark reads them, so that nothing in a comment can be markup.
/// `TreeBuilder` drops the replacements. Whether a mark is code is decided by the tree of the text that holds it.
enum PrivateComments {
  /// The byte that stands for each byte of a comment except line ends.
  ///
  /// Text has no control characters, and cmark reads this one as a letter.
  static let filler: UInt8 = 0x1A
  /// The byte that stands for the first or last byte of a comment where cmark must see white space.
  ///
  /// In `a %%x%%"b"` the quotation mark opens, as if the comment were not there.
  private static let space: UInt8 = 0x0C
  /// How often a text is searched again because a code block crosses the end of a comment.
  static let repetitionLimit = 8

  /// Whether a byte stands for a byte of a comment.
  static func isFiller(_ byte: UInt8) -> Bool { byte == filler || byte == space }

  /// What a search found.
  enum Outcome {
    /// There are no comments, or none is left.
    case none
    /// The text with its comments replaced.
    case hidden(SourceText)
    /// The text may have a private part that cannot be told from the rest.
    case unclear(Diagnostic)
  }

  /// Whether the text has the mark of a comment; O(n), with one search for a rare byte.
  static func mayOccur(in bytes: Span<UInt8>) -> Bool {
    var start = 0
    while let found = bytes.offset(of: UInt8(ascii: "%"), from: start) {
      if found + 1 < bytes.count, bytes[found + 1] == UInt8(ascii: "%") { return true }
      start = found + 2
    }
    return false
  }

  /// The end of the signs behind a number, as in `100%%`, which begin no comment; `nil` for other signs.
  ///
  /// A letter behind the signs could be the first of a comment.
  static func endOfPercentage(at start: Int, in bytes: [UInt8]) -> Int? {
    guard start > 0, bytes[start - 1].isASCIIDigit else { return nil }
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "%") { end += 1 }
    let isOpen = end < bytes.count && (bytes[end].isWordByte || isFiller(bytes[end]))
    return isOpen ? nil : end
  }

  /// Searches a text, of which cmark made `tree`, for comments; O(n log n).
  static func search(_ source: SourceText, _ body: Range<Int>, _ tree: BridgedTree) -> Outcome {
    var search = PrivateCommentSearch(source, body, tree)
    search.run()
    if let open = search.openMark {
      return .unclear(
        diagnostic("this private comment does not end", at: source.location(of: open)))
    }
    if search.comments.isEmpty { return leftover(source, tree, search.escapeCount) }
    var bytes = source.bytes
    for comment in search.comments {
      for index in comment where !isLineEnd(bytes[index]) { bytes[index] = filler }
      hideSpaces(around: comment, in: &bytes)
    }
    var seen = 0
    for comment in search.comments where comment.upperBound > seen {
      seen = showSpace(beside: comment, in: &bytes)
    }
    return .hidden(source.hiding(bytes: bytes))
  }

  /// The outcome where the end of the search was not reached.
  static func endless(_ source: SourceText, _ body: Range<Int>) -> Outcome {
    .unclear(
      diagnostic(
        "code and private comments cross each other too often on this page",
        at: source.location(of: body.lowerBound..<body.lowerBound)))
  }

  private static func diagnostic(_ message: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .privateComment, message, at: location,
      help: "end the comment with `%%`, or write `\\%%` for the signs themselves")
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Replaces spaces behind a comment that has white space before it, and before one at the end of a line or cell.
  private static func hideSpaces(around comment: Range<Int>, in bytes: inout [UInt8]) {
    let before = comment.lowerBound == 0 ? 0x20 : bytes[comment.lowerBound - 1]
    guard before.isASCIISpace || isFiller(before) else { return }
    var index = comment.upperBound
    while index < bytes.count, bytes[index].isBlank {
      bytes[index] = filler
      index += 1
    }
    let isLast =
      index == bytes.count || isLineEnd(bytes[index]) || bytes[index] == UInt8(ascii: "|")
    var start = comment.lowerBound
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    guard isLast, start < comment.lowerBound, holdsText(before: start, bytes) else { return }
    for index in start..<comment.lowerBound { bytes[index] = filler }
  }

  /// Shows the white space on one side of a comment to a mark of emphasis or quotation on the other side.
  ///
  /// Returns the end of the comments that follow without a gap, which are seen with this one.
  private static func showSpace(beside comment: Range<Int>, in bytes: inout [UInt8]) -> Int {
    func isMark(_ byte: UInt8) -> Bool { "\"'*_~".utf8.contains(byte) }
    var (start, end) = (comment.lowerBound, comment.upperBound)
    while start > 0, isFiller(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isFiller(bytes[end]) { end += 1 }
    let before = start > 0 ? bytes[start - 1] : 0x0A
    let after = end < bytes.count ? bytes[end] : 0x0A
    // A comment of several lines has the line ends, so its first or last line is meant.
    if before.isASCIISpace || holdsLineEnd(bytes[comment]), isMark(after) { bytes[end - 1] = space }
    if after.isASCIISpace || holdsLineEnd(bytes[comment]), isMark(before) { bytes[start] = space }
    return end
  }

  private static func holdsLineEnd(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(where: isLineEnd)
  }

  /// Whether more than markers of lists, quotations and headings stands before an offset on its line.
  private static func holdsText(before offset: Int, _ bytes: [UInt8]) -> Bool {
    var index = offset
    while index > 0, !isLineEnd(bytes[index - 1]) {
      index -= 1
      if !bytes[index].isASCIIDigit, !" \t>-+*#.)[]xX".utf8.contains(bytes[index]) { return true }
    }
    return false
  }

  /// Reports a mark that cmark takes for text, though the search took it for code.
  private static func leftover(
    _ source: SourceText, _ tree: BridgedTree, _ escapeCount: Int
  ) -> Outcome {
    var marks = 0
    var line = 0
    for node in tree.nodes {
      if !node.kind.isInline { line = Int(node.line) }
      guard node.kind == .text else { continue }
      var start = node.text.lowerBound
      while let found = tree.text.span.extracting(..<node.text.upperBound)
        .offset(of: UInt8(ascii: "%"), from: start)
      {
        let isMark =
          found + 1 < node.text.upperBound && tree.text[found + 1] == UInt8(ascii: "%")
        marks += isMark ? 1 : 0
        start = found + (isMark ? 2 : 1)
        guard marks > escapeCount else { continue }
        let location = line > 0 ? source.location(ofLine: line) : source.location
        return .unclear(diagnostic("it is not clear whether this `%%` is code", at: location))
      }
    }
    return .none
  }
}

/// One search for private comments from the start of a text to its end.
private struct PrivateCommentSearch {
  /// The comments with their marks.
  private(set) var comments: [Range<Int>] = []
  /// The mark of a comment that does not end.
  private(set) var openMark: Range<Int>?
  /// How often `\%`, or the sign of a percentage, occurs outside code.
  private(set) var escapeCount = 0

  private let bytes: [UInt8]
  private let end: Int
  private var index: Int
  /// The bytes of the code blocks that lie ahead.
  private var code: ArraySlice<Range<Int>>
  /// The offsets at which blocks begin.
  private let blocks: [Int]
  private var spans = CodeSpanSearch()
  /// Whether no HTML comment ends behind this place.
  private var holdsNoCommentEnd = false

  init(_ source: SourceText, _ body: Range<Int>, _ tree: BridgedTree) {
    bytes = source.bytes
    end = body.upperBound
    index = body.lowerBound
    let lines = source.lines
    func start(_ line: Int) -> Int {
      lines.range(ofLine: min(max(line, 1), lines.count)).lowerBound
    }
    code =
      tree.codeBlockLines.map { range in
        let first = start(range.lowerBound)
        let last = lines.range(ofLine: min(max(range.upperBound, 1), lines.count)).upperBound
        return first..<max(first, last)
      }.sorted { $0.lowerBound < $1.lowerBound }[...]
    blocks = tree.nodes.filter { !$0.kind.isInline && $0.line > 0 }.map { start(Int($0.line)) }
      .sorted()
  }

  mutating func run() {
    while index < end {
      skipCodeBlocks()
      guard index < end else { return }
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        if peek(1) == UInt8(ascii: "%") { escapeCount += 1 }
        index += 2
      case UInt8(ascii: "`"): skipBackticks()
      case UInt8(ascii: "<"): skipHTMLComment()
      case UInt8(ascii: "%") where peek(1) == UInt8(ascii: "%"):
        if let end = PrivateComments.endOfPercentage(at: index, in: bytes) {
          escapeCount += (end - index) / 2
          index = end
        } else {
          guard takeComment() else { return }
        }
      default: index += 1
      }
    }
  }

  private func peek(_ offset: Int) -> UInt8 { index + offset < end ? bytes[index + offset] : 0 }

  private mutating func skipCodeBlocks() {
    while let first = code.first, first.lowerBound <= index {
      code.removeFirst()
      index = max(index, min(first.upperBound, end))
    }
  }

  private mutating func skipBackticks() {
    var after = index
    while after < end, bytes[after] == UInt8(ascii: "`") { after += 1 }
    let next = blocks.partitioningIndex { $0 > index }
    let limit = min(next < blocks.count ? blocks[next] : end, code.first?.lowerBound ?? end, end)
    index = spans.end(of: index..<after, in: bytes, before: limit) ?? after
  }

  private mutating func skipHTMLComment() {
    guard peek(1) == UInt8(ascii: "!"), peek(2) == UInt8(ascii: "-"), peek(3) == UInt8(ascii: "-"),
      !holdsNoCommentEnd
    else {
      index += 1
      return
    }
    let mark = Array("-->".utf8)
    guard let found = bytes.span.extracting(..<end).offset(of: mark.span, from: index + 2) else {
      holdsNoCommentEnd = true
      index += 1
      return
    }
    index = max(index + 4, found + mark.count)
  }

  /// Takes the comment at the current place; returns whether the search can go on.
  private mutating func takeComment() -> Bool {
    let mark = Array("%%".utf8)
    guard let close = bytes.span.extracting(..<end).offset(of: mark.span, from: index + 2) else {
      openMark = index..<index + 2
      return false
    }
    let comment = index..<close + 2
    comments.append(comment)
    index = comment.upperBound
    while let first = code.first, first.upperBound <= index { code.removeFirst() }
    // What is code behind a comment that ends in code is known when the comment is gone.
    return code.first.map { $0.lowerBound >= index } ?? true
  }
}

/// Finds the ends of code spans; O(n) for each block.
private struct CodeSpanSearch {
  private var limit = -1
  private var runs: [Range<Int>] = []
  /// The start of the last run of each length.
  private var last: [Int: Int] = [:]
  private var next = 0

  /// The end of the code span that a run of backticks begins; `nil` where these are text.
  mutating func end(of run: Range<Int>, in bytes: [UInt8], before limit: Int) -> Int? {
    if limit != self.limit { load(bytes, run.lowerBound..<limit) }
    guard let last = last[run.count], last >= run.upperBound else { return nil }
    while next < runs.count {
      let candidate = runs[next]
      if candidate.lowerBound >= run.upperBound, candidate.count == run.count {
        return candidate.upperBound
      }
      next += 1
    }
    return nil
  }

  private mutating func load(_ bytes: [UInt8], _ range: Range<Int>) {
    self.limit = range.upperBound
    (runs, last, next) = ([], [:], 0)
    var index = range.lowerBound
    while let start = bytes.span.extracting(..<range.upperBound)
      .offset(of: UInt8(ascii: "`"), from: index)
    {
      index = start
      while index < range.upperBound, bytes[index] == UInt8(ascii: "`") { index += 1 }
      runs.append(start..<index)
      last[index - start] = start
    }
  }
}
