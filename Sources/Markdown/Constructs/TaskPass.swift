/// Turns list items in quotations that begin with a box into tasks.
enum TaskPass {
  static func run(on document: inout MarkdownDocument) {
    guard document.options.syntax.contains(.quotedTasks) else { return }
    var lists: [Int] = []
    for index in document.nodes.indices {
      while let last = lists.last, document.nodes[last].end <= index { lists.removeLast() }
      switch document.nodes[index].kind {
      case .bulletList, .orderedList: lists.append(index)
      case .item:
        if let list = lists.last { finishItem(at: index, list: list, &document) }
      default: break
      }
    }
  }

  /// Turns an item that begins with a box into a task.
  ///
  /// cmark recognizes boxes only in lists that are not inside other containers.
  private static func finishItem(
    at index: Int, list: Int, _ document: inout MarkdownDocument
  ) {
    guard index + 2 < document.nodes[index].end, document.nodes[index + 1].kind == .paragraph,
      document.nodes[index + 2].kind == .text
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
