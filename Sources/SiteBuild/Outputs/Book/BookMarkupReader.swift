import Markdown
import Text

/// Reads HTML into a `BookMarkup`: closes what is open, and leaves out what paper and reading devices cannot use.
struct BookMarkupReader {
  private(set) var pieces: [BookMarkup.Piece] = []
  private(set) var ids: Set<String> = []
  private let html: [UInt8]
  /// The names of the open elements, each as it is written and as the HTML has it; an element that is unwrapped is
  /// written as nothing.
  private var open: [(written: String?, name: String)] = []
  /// The element whose content is left out, and how many of that name are open in it.
  private var skipped: (name: String, depth: Int)?

  /// How deep elements may be nested; those below are unwrapped.
  private static let depthLimit = 200

  init(_ html: [UInt8]) {
    self.html = html
  }

  mutating func read() {
    for token in HTMLTokenizer(html, html.indices) {
      switch token {
      case .text(let range): text(range)
      case .start(let tag): start(tag.name, tag)
      case .end(let tag): end(tag.name)
      case .comment, .openComment, .declaration: break
      }
    }
    close(to: 0)
  }

  private mutating func text(_ range: Range<Int>) {
    if skipped == nil { pieces.append(.text(HTMLText.decoded(html[range]))) }
  }

  private var isInDrawing: Bool { open.contains { $0.name == "svg" } }

  // MARK: Tags

  private mutating func start(_ name: String, _ tag: HTMLTokenTag) {
    if let skipped {
      if skipped.name == name { self.skipped?.depth += 1 }
      return
    }
    let isDrawing = name == "svg" || isInDrawing
    let isVoid =
      isDrawing
      ? html[tag.range].dropLast().last == UInt8(ascii: "/") : HTMLElement.isVoid(name)
    let values = tag.attributes.map { ($0.name, HTMLText.decoded(html[$0.value])) }
    if isLeftOut(name, values) {
      trimSpace(before: name)
      if !isVoid { skipped = (name, 1) }
      return
    }
    if !isDrawing { closeImplied(before: name) }
    if let replacement = BookElements.replacement(for: name, values) {
      pieces += replacement
      if !isVoid { skipped = (name, 1) }
      return
    }
    guard let written = BookElements.name(of: name, isDrawing: isDrawing),
      open.count < Self.depthLimit
    else {
      if !isVoid { open.append((nil, name)) }
      return
    }
    var element = BookMarkup.Element(
      name: written, attributes: BookElements.attributes(values, of: name, isDrawing: isDrawing))
    element.attributes.removeAll { $0.name == "id" && !ids.insert($0.value).inserted }
    pieces.append(isVoid ? .void(element) : .start(element))
    if !isVoid { open.append((written, name)) }
  }

  private func isLeftOut(_ name: String, _ attributes: [(name: String, value: String)]) -> Bool {
    if BookElements.leftOut.contains(name) { return true }
    let classes = attributes.first { $0.name == "class" }?.value.split(separator: " ") ?? []
    return classes.contains { BookElements.leftOutClasses.contains(String($0)) }
  }

  /// Removes the space between the text and an element within its line that is left out.
  private mutating func trimSpace(before name: String) {
    guard BookElements.isPhrasing(name), case .text(let text)? = pieces.last, text.last == " "
    else {
      return
    }
    pieces[pieces.count - 1] = .text(String(text.dropLast()))
  }

  private mutating func end(_ name: String) {
    if let skipped {
      guard skipped.name == name else { return }
      self.skipped = skipped.depth > 1 ? (name, skipped.depth - 1) : nil
      return
    }
    guard let index = open.lastIndex(where: { $0.name == name }) else { return }
    close(to: index)
  }

  /// Closes the open elements from an index on.
  private mutating func close(to index: Int) {
    while open.count > index {
      if let written = open.removeLast().written { pieces.append(.end(written)) }
    }
  }

  /// Closes elements whose end tag may be left out before a start tag.
  /// (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags)
  private mutating func closeImplied(before name: String) {
    if BookElements.closesParagraph(name),
      let index = open.lastIndex(where: { !BookElements.isPhrasing($0.name) }),
      open[index].name == "p"
    {
      close(to: index)
    }
    guard let rule = BookElements.implied[name] else { return }
    for index in open.indices.reversed() {
      if rule.closes.contains(open[index].name) { return close(to: index) }
      if rule.stops.contains(open[index].name) { return }
    }
  }
}
