import Diagnostics

/// Groups adjacent callouts `[!BAD]`, `[!GOOD]` and `[!WHY]` into pairs.
///
/// A pair needs both examples. The bad one is shown first and the reason last.
enum PairPass {
  /// A callout that may belong to a pair.
  struct Entry {
    var node: Int
    var callout: Callout
    var parent: Int
  }

  static func run(on document: inout MarkdownDocument, callouts: [Entry]) {
    // Nested callouts are found before the callouts around them.
    var rest = callouts.sorted { $0.node < $1.node }[...]
    while let first = rest.popFirst() {
      guard first.callout != .why else {
        report(first, "`[!WHY]` belongs after a pair of `[!BAD]` and `[!GOOD]`", &document)
        continue
      }
      let wanted: Callout = first.callout == .bad ? .good : .bad
      guard let second = rest.first, second.callout == wanted, isNext(second, first, document)
      else {
        report(first, "`[!\(first.callout.word)]` has no `[!\(wanted.word)]` beside it", &document)
        continue
      }
      rest.removeFirst()
      var last = second.node
      if let why = rest.first, why.callout == .why, isNext(why, second, document) {
        rest.removeFirst()
        last = why.node
      }
      document.nodes[first.node].flags.insert(.opensPair)
      document.nodes[last].flags.insert(.closesPair)
      if first.callout == .good { swap(first.node, second.node, in: &document) }
    }
  }

  private static func isNext(_ entry: Entry, _ before: Entry, _ document: MarkdownDocument) -> Bool
  {
    entry.parent == before.parent && document.nodes[before.node].end == entry.node
  }

  private static func report(_ entry: Entry, _ message: String, _ document: inout MarkdownDocument)
  {
    let location = document.location(of: document.nodes[entry.node])
    document.report(
      Diagnostic(
        .incompletePair, message, at: location,
        help: "write `> [!BAD]`, an empty line, `> [!GOOD]`, and `> [!WHY]` if you like, in a row"))
  }

  /// Exchanges two neighbouring subtrees.
  private static func swap(_ left: Int, _ right: Int, in document: inout MarkdownDocument) {
    let end = document.nodes[right].end
    var first = Array(document.nodes[left..<right])
    var second = Array(document.nodes[right..<end])
    let opens = first[0].flags.contains(.opensPair)
    let closes = second[0].flags.contains(.closesPair)
    if opens {
      first[0].flags.remove(.opensPair)
      second[0].flags.insert(.opensPair)
    }
    if closes {
      second[0].flags.remove(.closesPair)
      first[0].flags.insert(.closesPair)
    }
    for index in second.indices { second[index].end -= right - left }
    for index in first.indices { first[index].end += end - right }
    document.nodes.replaceSubrange(left..<end, with: second + first)
    for index in document.outline.indices {
      let node = document.outline[index].node
      if (left..<right).contains(node) {
        document.outline[index].node += end - right
      } else if (right..<end).contains(node) {
        document.outline[index].node -= right - left
      }
    }
    document.outline.sort { $0.node < $1.node }
  }
}
