import CCMarkGFM
import Diagnostics

/// What happens when a heading, a quote, an HTML block or a row is complete.
extension TreeBuilder {
  mutating func finishHeading(at index: Int, _ run: InlineRun?, _ map: ContentMap?, _ length: Int) {
    let text = words(ofHeading: index, run)
    let plain = run.flatMap { document.options.smartPunctuation ? straight($0) : nil } ?? text
    let anchor = document.anchors.add(plain, fallback: "section")
    if let map, length > 0 { document.nodes[index].source = map.source(of: 0..<length) }
    document.outline.append(
      Heading(
        level: Int(document.nodes[index].value), text: text, anchor: anchor,
        place: document.nodes[index].place, node: index))
  }

  /// A function of its own, so that no slice is alive when the tree is changed: it would be copied.
  private func words(ofHeading index: Int, _ run: InlineRun?) -> String {
    var bytes: [UInt8] = []
    for node in run.map({ $0.nodes[...] }) ?? document.nodes[(index + 1)...] {
      PlainText.append(node, document, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The words with hyphens as typed, so that anchors do not depend on typographic punctuation.
  private func straight(_ run: InlineRun) -> String {
    var bytes: [UInt8] = []
    for node in run.nodes {
      guard node.kind == .text else {
        PlainText.append(node, document, to: &bytes)
        continue
      }
      var last: Int32 = -1
      for byte in node.text {
        let origin = run.origins[byte - run.base]
        let isDash = origin >= 0 && run.content[Int(origin)] == UInt8(ascii: "-")
        guard isDash, document.text[byte] != UInt8(ascii: "-") else {
          bytes.append(document.text[byte])
          continue
        }
        guard origin != last else { continue }
        last = origin
        var index = Int(origin)
        while index < run.content.count, run.content[index] == UInt8(ascii: "-") {
          bytes.append(UInt8(ascii: "-"))
          index += 1
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func finishHTMLBlock(at index: Int) {
    let node = document.nodes[index]
    if takeComment(node) { return document.nodes[index].kind = .void }
    guard !document.options.allowsHTML else { return }
    document.nodes[index].kind = .void
    RawHTML.report(document.literal(node), at: location(of: node), in: &document)
  }

  // MARK: Callouts

  /// Makes a callout of a block quote that opens with `[!WORD]` alone on its line.
  mutating func finishQuote(at index: Int, parent: Int) {
    guard index + 2 < document.nodes.count, document.nodes[index + 1].kind == .paragraph,
      document.nodes[index + 2].kind == .text
    else { return }
    let first = document.nodes[index + 2]
    // `\[!NOTE]` is the same text from more bytes.
    if let range = first.source, range.count != first.text.count { return }
    guard let word = CalloutMarker.word(document.text[first.text]) else { return }
    let isAlone =
      CalloutMarker.isWhole(document.text[first.text])
      && (document.nodes[index + 1].end == index + 3
        || document.nodes[index + 3].kind == .softBreak
        || document.nodes[index + 3].kind == .lineBreak)
    guard let callout = Callout(word: word) else {
      if isAlone { reportUnknown(word, first) }
      return
    }
    guard isAlone else {
      document.report(
        Diagnostic(
          .calloutMarker, "`[!\(callout.word)]` makes a callout only alone on its line",
          at: location(of: first),
          help: "move what stands before and after it to lines of their own"))
      return
    }
    document.nodes[index].kind = .callout
    document.nodes[index].value = Int32(callout.rawValue)
    hideMarker(index)
    if callout.isExample {
      callouts.append(PairPass.Entry(node: index, callout: callout, parent: parent))
    }
    reportInnerMarkers(index)
  }

  private mutating func hideMarker(_ index: Int) {
    document.nodes[index + 2].kind = .void
    document.nodes[index + 2].text = 0..<0
    if document.nodes[index + 1].end == index + 3 {
      document.nodes[index + 1].kind = .void
    } else {
      document.nodes[index + 3].kind = .void
    }
  }

  private mutating func reportUnknown(_ word: String, _ node: Node) {
    let known = Callout.allCases.map(\.word)
    let nearest = nearestMatch(to: word, in: known)
    document.report(
      Diagnostic(
        .unknownCallout, "there is no callout `[!\(word)]`; this stays a quotation",
        at: location(of: node),
        help: nearest.map { "did you mean `[!\($0)]`?" }
          ?? "the callouts are \(known.joined(separator: ", "))"))
  }

  /// A second marker in one quote is a missing blank line between two.
  private mutating func reportInnerMarkers(_ index: Int) {
    var child = document.nodes[index + 1].end
    while child < document.nodes.count {
      let node = document.nodes[child]
      if node.kind == .paragraph, child + 1 < document.nodes.count {
        let text = document.nodes[child + 1]
        if text.kind == .text, let word = CalloutMarker.word(document.text[text.text]),
          let callout = Callout(word: word)
        {
          document.report(
            Diagnostic(
              .calloutMarker, "`[!\(callout.word)]` stands inside another callout",
              at: location(of: text),
              help: "put an empty line, without `>`, before the line with `[!\(callout.word)]`"))
        }
      }
      child = max(child + 1, node.end)
    }
  }

  // MARK: Tasks

  /// Makes a task of an item that begins with a box.
  ///
  /// cmark sees boxes only in lists that stand in nothing but lists.
  mutating func finishItem(at index: Int, list: Int) {
    guard index + 2 < document.nodes.count, document.nodes[index + 1].kind == .paragraph,
      document.nodes[index + 2].kind == .text, list >= 0
    else { return }
    let text = document.nodes[index + 2]
    let bytes = document.text[text.text]
    guard bytes.count > 4, bytes.starts(with: "[".utf8), bytes.dropFirst(2).starts(with: "] ".utf8),
      let mark = bytes.dropFirst().first, " xX".utf8.contains(mark),
      text.source.map({ $0.count == text.text.count }) ?? true
    else { return }
    document.nodes[index].kind = .task
    document.nodes[list].flags.insert(.hasTasks)
    if mark != UInt8(ascii: " ") { document.nodes[index].flags.insert(.checked) }
    document.nodes[index + 2].text = (text.text.lowerBound + 4)..<text.text.upperBound
    document.nodes[index + 2].source = text.source.map { ($0.lowerBound + 4)..<$0.upperBound }
  }
}
