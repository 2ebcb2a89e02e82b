import Diagnostics
import Text

/// Turns quotations that start with `[!WORD]`, and perhaps a title behind it, into callouts.
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
      document.nodes[index + 2].kind == .text,
      let marker = CalloutMarker(document.text[document.nodes[index + 2].text]),
      isWritten(marker, document.nodes[index + 2], document)
    else { return nil }
    let first = document.nodes[index + 2]
    let word = String(decoding: document.text[marker.word], as: UTF8.self)
    let look = Callout.look(of: word)
    guard marker.isComplete else {
      if look != nil { reportMarker(word, first, &document, &locations) }
      return nil
    }
    if look == nil { reportUnknown(word, first, &document, &locations) }
    let callout = look ?? .note
    document.nodes[index].kind = .callout
    document.nodes[index].value = Int32(callout.rawValue)
    if Callout(word: word) == nil { document.nodes[index].text = marker.word }
    if marker.folding != .none, !callout.isExample {
      document.nodes[index].flags.insert(.folds)
      if marker.folding == .open { document.nodes[index].flags.insert(.startsOpen) }
    }
    divide(index, marker, &document)
    reportInnerMarkers(index, &document, &locations)
    return callout
  }

  /// Whether the source has the bytes of a marker; the text of `\[!NOTE]` is the same, but it comes from more bytes.
  private static func isWritten(
    _ marker: CalloutMarker, _ node: Node, _ document: MarkdownDocument
  ) -> Bool {
    guard let start = node.source?.lowerBound else { return true }
    let written = document.source.bytes[start...].prefix(marker.brackets.count)
    return written.elementsEqual(document.text[marker.brackets])
  }

  /// Divides the first paragraph into the title and the text after it, and removes the marker.
  private static func divide(
    _ index: Int, _ marker: CalloutMarker, _ document: inout MarkdownDocument
  ) {
    let first = index + 2
    let end = document.nodes[index + 1].end
    var lineEnd = first
    while lineEnd < end, document.nodes[lineEnd].kind != .softBreak,
      document.nodes[lineEnd].kind != .lineBreak
    {
      lineEnd = document.nodes[lineEnd].end
    }
    let text = document.nodes[first].text
    let length = marker.end - text.lowerBound
    let hasTitle = marker.end < text.upperBound || lineEnd > first + 1
    if hasTitle {
      document.nodes[first].text = marker.end..<text.upperBound
      document.nodes[first].source = document.nodes[first].source.map {
        min($0.lowerBound + length, $0.upperBound)..<$0.upperBound
      }
      document.nodes[index + 1].kind = .calloutTitle
      document.nodes[index + 1].end = lineEnd
      if lineEnd < end {
        let line = Int(document.nodes[lineEnd].line) + 1
        document.nodes[lineEnd] = Node(.paragraph, line: line, end: end)
      }
      return
    }
    document.nodes[first].kind = .void
    document.nodes[first].text = 0..<0
    if end == first + 1 {
      document.nodes[index + 1].kind = .void
    } else {
      document.nodes[first + 1].kind = .void
    }
  }

  private static func reportMarker(
    _ word: String, _ node: Node, _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) {
    document.report(
      Diagnostic(
        .calloutMarker, "`[!\(word)]` starts a callout only if a space or nothing follows it",
        at: locations.location(at: node.place),
        help: "put a space between the marker and the title"))
  }

  /// Reports a word that is nearly the name of a callout.
  private static func reportUnknown(
    _ word: String, _ node: Node, _ document: inout MarkdownDocument,
    _ locations: inout LocationCache
  ) {
    guard let nearest = nearestMatch(to: word, in: Callout.words) else { return }
    document.report(
      Diagnostic(
        .unknownCallout, "there is no callout `[!\(word)]`; it looks like a note with this label",
        at: locations.location(at: node.place),
        help: "did you mean `[!\(nearest)]`?"))
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
        if text.kind == .text, let marker = CalloutMarker(document.text[text.text]),
          let callout = Callout(word: String(decoding: document.text[marker.word], as: UTF8.self))
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
