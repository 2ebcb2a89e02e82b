import Diagnostics
import Text

/// Replaces the HTML among the inlines of a block by text and tags.
enum HTMLPass {
  static func run(
    on run: inout InlineRun, _ document: inout MarkdownDocument, _ locations: inout LocationCache
  ) {
    let mode = document.options.html
    guard mode != .verbatim, run.nodes.contains(where: { $0.kind == .htmlInline }) else { return }
    // Names of elements without an end tag in what follows, so that each is searched for once.
    var endless: Set<String> = []
    var index = 0
    while index < run.nodes.count {
      let node = run.nodes[index]
      defer { index += 1 }
      guard node.kind == .htmlInline, leadingComment(document.text, node.text) == nil else {
        continue
      }
      let (places, text, line) = (run.places, run.text, run.line)
      var filter = HTMLFilter(document.text, mode, firstTag: document.tags.count) { part in
        guard let start = places[index]?.range.lowerBound else { return .line(line) }
        let offset = start + part.lowerBound - node.text.lowerBound
        return text.source(of: offset..<offset + part.count).map { .range($0) } ?? .line(line)
      }
      let end = mode == .allow ? nil : endOfDropped(index, run, document.text, &endless)
      filter.run(node.text, isWhole: end != nil)
      report(filter, &document, &locations)
      for dropped in index..<(end ?? index) + 1 { run.nodes[dropped].kind = .void }
      document.tags += filter.tags
      guard let first = filter.nodes.first else { continue }
      (run.nodes[index].kind, run.nodes[index].value) = (first.kind, first.value)
      (run.nodes[index].text, run.nodes[index].flags) = (first.text, first.flags)
    }
  }

  /// The index of the end tag of an element whose content is left out; `nil` for other nodes.
  private static func endOfDropped(
    _ index: Int, _ run: InlineRun, _ text: [UInt8], _ endless: inout Set<String>
  ) -> Int? {
    func token(_ node: Node) -> HTMLTokenizer.Token? {
      node.kind == .htmlInline ? HTMLTokenizer.first(text, node.text) : nil
    }
    guard case .start(let tag)? = token(run.nodes[index]) else { return nil }
    let name = tag.name
    guard !HTMLElement.hasText(name), !endless.contains(name) else { return nil }
    var next = run.nodes[index].end
    while next < run.nodes.count {
      if case .end(let tag)? = token(run.nodes[next]), tag.name == name { return next }
      next = run.nodes[next].end
    }
    endless.insert(name)
    return nil
  }

  /// The range of the comment that HTML begins with.
  static func leadingComment(_ text: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    let rest = text[range].drop(while: \.isASCIISpace)
    guard rest.starts(with: "<!--".utf8),
      case .comment(let comment)? = HTMLTokenizer.first(text, rest.startIndex..<rest.endIndex)
    else { return nil }
    return comment
  }

  /// Reports what a filter left out.
  static func report(
    _ filter: HTMLFilter, _ document: inout MarkdownDocument, _ locations: inout LocationCache
  ) {
    for report in filter.reports where document.takesDiagnostics {
      document.report(
        Diagnostic(
          report.rule, report.message, at: locations.location(at: filter.place(report.range)),
          help: filter.help(report.rule, report.range)))
    }
  }
}

extension MarkdownDocument {
  /// Gives each tag its id, unless a heading or an earlier tag has it.
  mutating func assignAnchorsOfTags() {
    for index in tags.indices {
      guard let anchor = tags[index].anchor else { continue }
      if anchors.contains(anchor) {
        tags[index].anchor = nil
        tags[index].parts.removeAll { $0 == .id }
      } else {
        anchors.reserve(anchor)
      }
    }
  }

  /// Sets the index of the first reference of a tag that has none yet.
  mutating func setReference(_ reference: Int, ofTag tag: Int) {
    guard let address = tags[tag].addresses.firstIndex(where: { $0.index == nil }) else { return }
    tags[tag].addresses[address].index = reference
  }

  /// Removes the addresses of a tag, which are unsafe.
  mutating func removeAddresses(ofTag tag: Int) {
    tags[tag].addresses = []
    tags[tag].parts.removeAll { part in
      switch part {
      case .link, .image, .address: true
      default: false
      }
    }
  }
}
