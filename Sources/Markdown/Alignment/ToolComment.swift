import Diagnostics
import Text

/// Reads comments that are instructions to Waymark: `<!-- waymark: allow heading-jump -->`.
enum ToolComment {
  /// The maximum number of ids in one comment.
  ///
  /// Further ids are ignored.
  private static let idLimit = 32
  /// The maximum number of suppressions on one page.
  ///
  /// Further ones are ignored.
  private static let countLimit = 1000

  /// Reads a comment that begins with `waymark:`; returns false for any other HTML.
  ///
  /// `firstLine` is the first line of the body.
  static func take(
    _ node: Node, firstLine: Int, _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) -> Bool {
    guard node.line > 0, let words = words(document.text[node.text]), words.first == "waymark:"
    else { return false }
    guard words.count > 2, words[1] == "allow" else {
      document.report(
        Diagnostic(
          .unknownComment, "this `waymark:` comment is not a known instruction",
          at: locations.location(at: node.place),
          help: "write `<!-- waymark: allow id -->`, with the id that a message shows in brackets"))
      return true
    }
    guard document.suppressions.count < countLimit else { return true }
    let line = Int(node.line)
    let isBlock = node.kind == .htmlBlock
    let lines = linesCovered(from: line, isBlock: isBlock, document)
    let comment = node.source ?? (isBlock ? document.source.lines.range(ofLine: line) : nil)
    for id in words.dropFirst(2).prefix(idLimit) {
      let found = comment.flatMap { place(of: id, in: $0, document.source.bytes) }
      document.suppressions.append(
        Suppression(
          rule: String(id), place: found ?? .line(line), lines: lines, firstBodyLine: firstLine))
    }
    return true
  }

  /// The words of a comment; `nil` where the HTML is not a comment.
  private static func words(_ html: ArraySlice<UInt8>) -> [Substring]? {
    let text = html.drop(while: \.isASCIISpace)
    guard text.starts(with: "<!--".utf8) else { return nil }
    var inner = text.dropFirst(4)
    while let last = inner.last, last.isASCIISpace { inner.removeLast() }
    guard inner.suffix(3).elementsEqual("-->".utf8) else { return nil }
    return String(decoding: inner.dropLast(3), as: UTF8.self)
      .split(whereSeparator: { $0.isWhitespace || $0 == "," })
  }

  /// The comment's line and the lines after it up to the next empty line.
  ///
  /// A comment that is a block of its own may be
  /// followed by an empty line first.
  private static func linesCovered(
    from line: Int, isBlock: Bool, _ document: MarkdownDocument
  ) -> ClosedRange<Int> {
    let table = document.source.lines
    func isBlank(_ number: Int) -> Bool {
      document.source.bytes[table.range(ofLine: number)].allSatisfy(\.isBlank)
    }
    // Keeps the cost of many comments in a row linear.
    if isBlock, let before = document.suppressions.last?.lines, before.contains(line),
      !isBlank(before.upperBound)
    {
      return line...before.upperBound
    }
    var last = line
    while isBlock, last < table.count, isBlank(last + 1) { last += 1 }
    while last < table.count, !isBlank(last + 1) { last += 1 }
    return line...last
  }

  /// The place of the last occurrence of an id in a comment.
  private static func place(
    of id: Substring, in comment: Range<Int>, _ bytes: [UInt8]
  ) -> SourcePlace? {
    let wanted = Array(id.utf8)
    var start = comment.upperBound - wanted.count
    while start >= comment.lowerBound {
      if bytes.span.holds(wanted.span, at: start) {
        return .range(start..<start + wanted.count)
      }
      start -= 1
    }
    return nil
  }
}
