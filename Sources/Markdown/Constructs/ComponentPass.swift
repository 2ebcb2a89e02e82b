import Diagnostics
import Text

/// Turns fenced blocks whose language names a component into components.
///
/// A block stays code if its lines cannot be verified in the source, because its data would have no places.
enum ComponentPass {
  /// The most components of a page.
  private static let limit = 500

  static func run(on document: inout MarkdownDocument) {
    let names = document.options.components
    guard !names.isEmpty else { return }
    for index in document.nodes.indices where document.nodes[index].kind == .codeBlock {
      let node = document.nodes[index]
      let info = node.text.prefix(Int(node.value))
      guard !info.isEmpty, document.components.count < limit else { continue }
      let word = info.prefix { !document.text[$0].isASCIISpace }
      let name = String(decoding: document.text[word], as: UTF8.self)
      guard names.contains(name), let block = block(name, node, in: document) else { continue }
      document.nodes[index].kind = .component
      document.nodes[index].text = node.text.dropFirst(info.count)
      document.nodes[index].value = Int32(document.components.count)
      document.components.append(block)
    }
  }

  private static func block(
    _ name: String, _ node: Node, in document: MarkdownDocument
  ) -> ComponentBlock? {
    let source = document.source
    let first = Int(node.line) + 1
    var code = document.text[node.text.dropFirst(Int(node.value))]
    if code.last == UInt8(ascii: "\n") { code.removeLast() }
    guard !code.isEmpty else {
      return ComponentBlock(name: name, range: 0..<0, source: source)
    }
    var masked: [Range<Int>] = []
    var range: Range<Int>?
    for (number, line) in code.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .enumerated() {
      guard first + number <= source.lines.count else { return nil }
      let place = source.lines.range(ofLine: first + number)
      let text = source.bytes[place].last == UInt8(ascii: "\r") ? place.dropLast() : place
      guard text.count >= line.count, source.bytes[text].suffix(line.count).elementsEqual(line)
      else { return nil }
      let prefix = text.dropLast(line.count)
      if source.bytes[prefix].contains(where: { !$0.isBlank }) { masked.append(prefix) }
      range = (range?.lowerBound ?? place.lowerBound)..<place.upperBound
    }
    guard let range else { return nil }
    return ComponentBlock(name: name, range: range, source: source.masked(masked))
  }
}

extension SourceText {
  /// The text with spaces in place of some ranges.
  fileprivate func masked(_ ranges: [Range<Int>]) -> SourceText {
    guard !ranges.isEmpty else { return self }
    var bytes = bytes
    for range in ranges { for index in range { bytes[index] = UInt8(ascii: " ") } }
    return SourceText(name: name, bytes: bytes)
  }
}
