import Text

/// Finds notes that are written where they are referred to, `^[text]`.
enum InlineNotePass {
  /// Replaces each note among the inlines by a reference, and returns the inlines of the notes.
  ///
  /// `count` is the number of notes before. A note in a link, or in another note, stays text. O(n).
  static func run(on run: inout InlineRun, _ text: [UInt8], count: Int) -> [InlineRun] {
    let content = run.text.content
    guard content.span.offset(of: UInt8(ascii: "^")) != nil else { return [] }
    let edits = edits(run, text)
    guard !edits.isEmpty else { return [] }
    run.apply(edits)
    return takeNotes(from: &run, count: count)
  }

  /// An opening bracket, and whether it begins a note.
  private struct Bracket {
    var node: Int
    var bytes: Range<Int>
    var isNote: Bool
  }

  private static func edits(_ run: InlineRun, _ text: [UInt8]) -> [InlineEdit] {
    let parents = run.parents
    var open: [Bracket] = []
    var edits: [InlineEdit] = []
    for (index, node) in run.nodes.enumerated() where node.kind == .text {
      if parents[index] >= 0, run.nodes[parents[index]].kind.isLinkOrImage { continue }
      for byte in node.text where text[byte] == UInt8(ascii: "[") || text[byte] == UInt8(ascii: "]")
      {
        guard let origin = run.plainOrigin(of: byte, text) else { continue }
        if text[byte] == UInt8(ascii: "[") {
          let isNote =
            byte > node.text.lowerBound && text[byte - 1] == UInt8(ascii: "^")
            && run.plainOrigin(of: byte - 1, text) == origin - 1
          open.append(
            Bracket(node: index, bytes: (isNote ? byte - 1 : byte)..<byte + 1, isNote: isNote))
          continue
        }
        guard let start = open.popLast(), start.isNote, parents[start.node] == parents[index],
          start.bytes.upperBound < byte
        else { continue }
        // Notes in this one end before it, so they stay text.
        while let last = edits.last,
          (last.node, last.bytes.lowerBound) > (start.node, start.bytes.lowerBound)
        {
          edits.removeLast()
        }
        edits.append(InlineEdit(node: start.node, bytes: start.bytes, kind: .noteStart))
        edits.append(InlineEdit(node: index, bytes: byte..<byte + 1, kind: .noteEnd))
      }
    }
    return edits
  }

  /// Moves the inlines between the starts and ends of notes out of a run.
  private static func takeNotes(from run: inout InlineRun, count: Int) -> [InlineRun] {
    let old = run
    var notes: [InlineRun] = []
    var positions: [Int] = []
    var start: Int?
    (run.nodes, run.places) = ([], [])
    for (index, node) in old.nodes.enumerated() {
      positions.append(run.nodes.count)
      if node.kind == .noteStart { start = index }
      if let first = start {
        guard node.kind == .noteEnd else { continue }
        notes.append(InlineRun(copying: first + 1..<index, of: old))
        start = nil
        var reference = node
        reference.kind = .footnoteReference
        reference.value = Int32(clamping: count + notes.count)
        reference.end = index + 1
        run.nodes.append(reference)
        run.places.append(old.places[first])
        continue
      }
      run.nodes.append(node)
      run.places.append(old.places[index])
    }
    positions.append(run.nodes.count)
    for index in run.nodes.indices { run.nodes[index].end = positions[run.nodes[index].end] }
    return notes
  }
}

extension InlineRun {
  /// Makes a run of some inlines of another.
  fileprivate init(copying range: Range<Int>, of run: InlineRun) {
    self = run
    nodes = run.nodes[range].map { node in
      var node = node
      node.end -= range.lowerBound
      return node
    }
    places = Array(run.places[range])
  }
}

extension Node.Kind {
  fileprivate var isLinkOrImage: Bool { self == .link || self == .image }
}
