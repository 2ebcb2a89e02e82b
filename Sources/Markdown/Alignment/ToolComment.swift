import Diagnostics
import Text

/// Reads comments that speak to the tool: `<!-- waymark: allow heading-jump -->`.
enum ToolComment {
  /// So many ids of one comment are read.
  private static let idLimit = 32
  /// So many of one page hold; whoever needs more turns the check off.
  private static let countLimit = 1000

  /// Takes a comment that begins with `waymark:`; false for any other HTML, which is left as it is.
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
          .unknownComment, "this comment begins with `waymark:` and is not understood",
          at: locations.location(at: node.place),
          help: "write `<!-- waymark: allow id -->`, with the id that a message shows in brackets"))
      return true
    }
    guard document.allowances.count < countLimit else { return true }
    let line = Int(node.line)
    let isBlock = node.kind == .htmlBlock
    let lines = linesCovered(from: line, isBlock: isBlock, document)
    let comment = node.source ?? (isBlock ? document.source.lines.range(ofLine: line) : nil)
    for id in words.dropFirst(2).prefix(idLimit) {
      let found = comment.flatMap { place(of: id, in: $0, document.source.bytes) }
      document.allowances.append(
        Allowance(
          rule: String(id), place: found ?? .line(line), lines: lines, firstBodyLine: firstLine))
    }
    return true
  }

  /// The words of a comment; `nil` where the HTML is no comment.
  private static func words(_ html: ArraySlice<UInt8>) -> [Substring]? {
    let text = html.drop(while: \.isASCIISpace)
    guard text.starts(with: "<!--".utf8) else { return nil }
    var inner = text.dropFirst(4)
    while let last = inner.last, last.isASCIISpace { inner.removeLast() }
    guard inner.suffix(3).elementsEqual("-->".utf8) else { return nil }
    return String(decoding: inner.dropLast(3), as: UTF8.self)
      .split(whereSeparator: { $0.isWhitespace || $0 == "," })
  }

  /// The comment's line and those after it up to the next empty one; below a comment that stands alone
  /// a line may be empty first.
  private static func linesCovered(
    from line: Int, isBlock: Bool, _ document: MarkdownDocument
  ) -> ClosedRange<Int> {
    let table = document.source.lines
    func isBlank(_ number: Int) -> Bool {
      document.source.bytes[table.range(ofLine: number)].allSatisfy(\.isBlank)
    }
    // A thousand comments in a row are looked at once.
    if isBlock, let before = document.allowances.last?.lines, before.contains(line),
      !isBlank(before.upperBound)
    {
      return line...before.upperBound
    }
    var last = line
    while isBlock, last < table.count, isBlank(last + 1) { last += 1 }
    while last < table.count, !isBlank(last + 1) { last += 1 }
    return line...last
  }

  /// Where an id last stands in a comment.
  private static func place(
    of id: Substring, in comment: Range<Int>, _ bytes: [UInt8]
  ) -> SourcePlace? {
    let wanted = Array(id.utf8)
    var start = comment.upperBound - wanted.count
    while start >= comment.lowerBound {
      if bytes.holds(wanted, 0..<wanted.count, at: start) {
        return .range(start..<start + wanted.count)
      }
      start -= 1
    }
    return nil
  }
}
