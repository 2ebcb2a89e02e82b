import Diagnostics

/// What a comment in the text allows: `<!-- waymark: allow heading-jump -->`.
///
/// It holds for its own line and for the lines after it up to the next empty one, which is the
/// paragraph, list or table that follows. What concerns the page as a whole, or its front matter, is
/// allowed wherever the comment stands.
package struct Allowance: Sendable, Hashable {
  /// The id of the rule that may be broken.
  package var rule: String
  /// Where the id is written.
  package var place: SourcePlace
  /// The lines that it holds for, from 1.
  package var lines: ClosedRange<Int>
  /// The first line of the text: what lies before it is front matter.
  package var firstBodyLine: Int

  /// Whether the comment allows a problem at a line; `nil` stands for the whole page.
  package func covers(line: Int?) -> Bool {
    guard let line else { return true }
    return line < firstBodyLine || lines.contains(line)
  }
}

/// Reads comments that speak to the tool.
extension TreeBuilder {
  /// So many ids of one comment are read.
  private static let idLimit = 32
  /// So many of one page hold; whoever needs more turns the check off.
  private static let countLimit = 1000

  /// Takes a comment that begins with `waymark:`; false for any other HTML, which is left as it is.
  mutating func takeComment(_ node: Node) -> Bool {
    let text = document.text[node.text].drop(while: InlineAligner.isSpace)
    guard text.starts(with: "<!--".utf8), node.line > 0 else { return false }
    var inner = text.dropFirst(4)
    while let last = inner.last, InlineAligner.isSpace(last) { inner.removeLast() }
    guard inner.suffix(3).elementsEqual("-->".utf8) else { return false }
    let words = String(decoding: inner.dropLast(3), as: UTF8.self).split(whereSeparator: {
      $0.isWhitespace || $0 == ","
    })
    guard words.first == "waymark:" else { return false }
    let line = Int(node.line)
    guard words.count > 2, words[1] == "allow" else {
      document.report(
        Diagnostic(
          .unknownComment, "this comment begins with `waymark:` and is not understood",
          at: locations.location(at: node.place),
          help: "write `<!-- waymark: allow id -->`, with the id that a message shows in brackets"))
      return true
    }
    let lines = linesCovered(from: line, isBlock: node.kind == .htmlBlock)
    let comment = node.source ?? (node.kind == .htmlBlock ? locator.lines.range(ofLine: line) : nil)
    guard document.allowances.count < Self.countLimit else { return true }
    for word in words.dropFirst(2).prefix(Self.idLimit) {
      let id = String(word)
      document.allowances.append(
        Allowance(
          rule: id, place: comment.flatMap { place(of: id, in: $0) } ?? .line(line), lines: lines,
          firstBodyLine: linesBefore + 1))
    }
    return true
  }

  /// The comment's line and those after it up to the next empty one; below a comment that stands alone
  /// a line may be empty first.
  private func linesCovered(from line: Int, isBlock: Bool) -> ClosedRange<Int> {
    let table = locator.lines
    func isBlank(_ number: Int) -> Bool {
      locator.withoutSpaces(table.range(ofLine: number)).isEmpty
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

  /// Where an id stands in a comment.
  private func place(of id: String, in comment: Range<Int>) -> SourcePlace? {
    let wanted = Array(id.utf8)
    var start = comment.upperBound - wanted.count
    while start >= comment.lowerBound {
      if bytes[start..<start + wanted.count].elementsEqual(wanted) {
        return .range(start..<start + wanted.count)
      }
      start -= 1
    }
    return nil
  }
}
