import Diagnostics
import Text

/// Turns quotations that start with `[!WORD]` alone on a line into callouts.
enum CalloutPass {
  /// Turns quotations of a document into callouts, and returns the callouts that may belong to a pair.
  static func run(
    on document: inout MarkdownDocument, _ locations: inout LocationCache
  ) -> [PairPass.Entry] {
    guard document.options.syntax.contains(.callouts) else { return [] }
    var examples: [PairPass.Entry] = []
    var open: [Int] = []
    for index in document.nodes.indices {
      while let last = open.last, document.nodes[last].end <= index { open.removeLast() }
      if document.nodes[index].kind == .blockQuote,
        let callout = finishQuote(at: index, &document, &locations), callout.isExample
      {
        examples.append(PairPass.Entry(node: index, callout: callout, parent: open.last ?? 0))
      }
      if !document.nodes[index].kind.isInline { open.append(index) }
    }
    return examples
  }

  /// Turns a quotation into a callout and returns it; `nil` where it stays a quotation.
  private static func finishQuote(
    at index: Int, _ document: inout MarkdownDocument, _ locations: inout LocationCache
  ) -> Callout? {
    guard index + 2 < document.nodes[index].end, document.nodes[index + 1].kind == .paragraph,
      document.nodes[index + 2].kind == .text
    else { return nil }
    let first = document.nodes[index + 2]
    // The text of `\[!NOTE]` is the same, but it comes from more bytes.
    if let range = first.source, range.count != first.text.count { return nil }
    guard let word = CalloutMarker.word(document.text[first.text]) else { return nil }
    let isAlone =
      CalloutMarker.isWhole(document.text[first.text])
      && (document.nodes[index + 1].end == index + 3
        || document.nodes[index + 3].kind == .softBreak
        || document.nodes[index + 3].kind == .lineBreak)
    guard let callout = Callout(word: word) else {
      if isAlone { reportUnknown(word, first, &document, &locations) }
      return nil
    }
    guard isAlone else {
      document.report(
        Diagnostic(
          .calloutMarker, "`[!\(callout.word)]` starts a callout only if it is alone on its line",
          at: locations.location(at: first.place),
          help: "move the text before and after it to lines of its own"))
      return nil
    }
    document.nodes[index].kind = .callout
    document.nodes[index].value = Int32(callout.rawValue)
    hideMarker(index, &document)
    reportInnerMarkers(index, &document, &locations)
    return callout
  }

  private static func hideMarker(_ index: Int, _ document: inout MarkdownDocument) {
    document.nodes[index + 2].kind = .void
    document.nodes[index + 2].text = 0..<0
    if document.nodes[index + 1].end == index + 3 {
      document.nodes[index + 1].kind = .void
    } else {
      document.nodes[index + 3].kind = .void
    }
  }

  private static func reportUnknown(
    _ word: String, _ node: Node, _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) {
    let known = Callout.allCases.map(\.word)
    let nearest = nearestMatch(to: word, in: known)
    document.report(
      Diagnostic(
        .unknownCallout, "there is no callout `[!\(word)]`; this stays a quotation",
        at: locations.location(at: node.place),
        help: nearest.map { "did you mean `[!\($0)]`?" }
          ?? "the callouts are \(known.joined(separator: ", "))"))
  }

  /// Reports further markers in one quotation, where an empty line between two callouts is missing.
  private static func reportInnerMarkers(
    _ index: Int, _ document: inout MarkdownDocument, _ locations: inout LocationCache
  ) {
    var child = document.nodes[index + 1].end
    while child < document.nodes[index].end {
      let node = document.nodes[child]
      if node.kind == .paragraph, child + 1 < document.nodes.count {
        let text = document.nodes[child + 1]
        if text.kind == .text, let word = CalloutMarker.word(document.text[text.text]),
          let callout = Callout(word: word)
        {
          document.report(
            Diagnostic(
              .calloutMarker, "`[!\(callout.word)]` stands inside another callout",
              at: locations.location(at: text.place),
              help: "put an empty line, without `>`, before the line with `[!\(callout.word)]`"))
        }
      }
      child = max(child + 1, node.end)
    }
  }
}
