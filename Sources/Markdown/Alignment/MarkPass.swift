import Text

/// Finds highlighted text, `==text==`, by the flanking rules of emphasis.
enum MarkPass {
  /// How deep highlights may nest; further marks are text.
  private static let depthLimit = 20

  /// Replaces pairs of `==` among the inlines by the start and end of a highlight; O(n).
  static func run(on run: inout InlineRun, _ text: [UInt8]) {
    let content = run.text.content
    guard content.span.offset(of: UInt8(ascii: "=")) != nil else { return }
    let parents = run.parents
    var open: [InlineEdit] = []
    var edits: [InlineEdit] = []
    for (index, node) in run.nodes.enumerated() {
      while let last = open.last, parents[last.node] >= 0,
        run.nodes[parents[last.node]].end <= index
      {
        open.removeLast()
      }
      // A tag of the author between the marks might end outside them.
      if node.kind == .htmlInline || node.kind == .htmlTag { open = [] }
      guard node.kind == .text, !isAddress(parents[index], run) else { continue }
      var next = node.text.lowerBound
      while let found = text.span.extracting(..<node.text.upperBound)
        .offset(of: UInt8(ascii: "="), from: next)
      {
        next = found + 1
        guard found + 1 < node.text.upperBound, let origin = run.plainOrigin(of: found, text),
          run.plainOrigin(of: found + 1, text) == origin + 1
        else { continue }
        while next < node.text.upperBound, text[next] == UInt8(ascii: "=") { next += 1 }
        guard next == found + 2 else { continue }
        let flanks = Flanks(content, origin..<origin + 2)
        if flanks.closes, let start = open.last, parents[start.node] == parents[index] {
          open.removeLast()
          edits.append(start)
          edits.append(InlineEdit(node: index, bytes: found..<next, kind: .markEnd))
        } else if flanks.opens, open.count < depthLimit {
          open.append(InlineEdit(node: index, bytes: found..<next, kind: .markStart))
        }
      }
    }
    guard !edits.isEmpty else { return }
    run.apply(edits.sorted { ($0.node, $0.bytes.lowerBound) < ($1.node, $1.bytes.lowerBound) })
  }

  /// Whether an inline is a link that is written as its address only.
  private static func isAddress(_ node: Int, _ run: InlineRun) -> Bool {
    guard node >= 0, run.nodes[node].kind == .link, let place = run.places[node] else {
      return false
    }
    return run.text.content[place.range.lowerBound] != UInt8(ascii: "[")
  }
}

/// Whether a run of delimiters can begin or end what it delimits, by CommonMark's rules.
private struct Flanks {
  let opens: Bool
  let closes: Bool

  init(_ content: [UInt8], _ range: Range<Int>) {
    let before = Self.scalar(content[..<range.lowerBound].suffix(4), isLast: true)
    let after = Self.scalar(content[range.upperBound...].prefix(4), isLast: false)
    let (spaceBefore, spaceAfter) = (Self.isSpace(before), Self.isSpace(after))
    let (signBefore, signAfter) = (Self.isSign(before), Self.isSign(after))
    opens = !spaceAfter && (!signAfter || spaceBefore || signBefore)
    closes = !spaceBefore && (!signBefore || spaceAfter || signAfter)
  }

  private static func scalar(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> Unicode.Scalar? {
    guard isLast else { return String(decoding: bytes, as: UTF8.self).unicodeScalars.first }
    var start = bytes.endIndex
    while start > bytes.startIndex {
      start -= 1
      if bytes[start] & 0xC0 != 0x80 { break }
    }
    return String(decoding: bytes[start...], as: UTF8.self).unicodeScalars.last
  }

  private static func isSpace(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.isWhitespace ?? true
  }

  private static func isSign(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    if scalar.isASCII { return UInt8(scalar.value).isASCIIPunctuation }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
