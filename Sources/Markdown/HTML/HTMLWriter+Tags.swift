/// Writes the tags of the author's HTML, balanced within each container of Markdown.
///
/// The rules are those by which browsers open and close elements, so that a browser makes the tree that the tags say,
/// and no end tag can close an element outside its container.
extension HTMLWriter {
  /// An element of the author that is open.
  struct OpenTag {
    var name: String
    /// Whether it is a paragraph around text that stands alone in an HTML block.
    var isImplied = false
  }

  /// The largest number of open elements in a container.
  ///
  /// Further tags are left out.
  private static let depthLimit = 100
  private static let cells: Set<String> = ["td", "th", "caption"]
  private static let tableParts: Set<String> = [
    "thead", "tbody", "tfoot", "caption", "tr", "td", "th",
  ]

  /// The index in `open` of the container that a tag belongs to.
  private var container: Int { open.lastIndex { $0.kind != .htmlBlock } ?? 0 }

  /// The open elements of the container.
  private var names: [OpenTag] { open[container].tags }

  mutating func writeTag(_ node: Node) {
    let tag = document.tags[Int(node.value)]
    if tag.isVerbatim { return writeParts(of: tag) }
    if tag.isEnd { return close(tag.name) }
    guard prepare(for: tag.name) else { return }
    if tag.name != "a" || !tag.addresses.isEmpty { openParagraph(before: tag.name) }
    writeName(tag.name, isEnd: false)
    writeParts(of: tag)
    html.raw(">")
    if !HTMLElement.isVoid(tag.name) { push(tag.name) }
  }

  private mutating func push(_ name: String, isImplied: Bool = false) {
    open[container].tags.append(OpenTag(name: name, isImplied: isImplied))
    if !HTMLElement.allowsTerms(name) { unlinkable += 1 }
  }

  // MARK: Opening

  /// Closes the elements that a start tag ends; returns false if the element is not allowed at this place.
  private mutating func prepare(for name: String) -> Bool {
    if names.count >= Self.depthLimit { return false }
    if !HTMLElement.isPhrasing(name) { closeParagraph() }
    switch name {
    case "a":
      if open.contains(where: { $0.kind == .link }) { return false }
      if let index = nearest(["a"], within: Self.cells) { close(downTo: index) }
      return true
    case "li": return prepare(item: ["li"], in: ["ul", "ol"])
    case "dt", "dd": return prepare(item: ["dt", "dd"], in: ["dl"])
    case "table":
      guard let index = nearest(["table", "td", "th", "caption"], within: []) else { return true }
      return names[index].name != "table"
    case _ where Self.tableParts.contains(name): return prepare(tablePart: name)
    default: return true
    }
  }

  private mutating func prepare(item: Set<String>, in lists: Set<String>) -> Bool {
    guard let index = nearest(item.union(lists), within: Self.cells.union(["table"])) else {
      return false
    }
    if item.contains(names[index].name) { close(downTo: index) }
    return true
  }

  private mutating func prepare(tablePart name: String) -> Bool {
    guard let table = nearest(["table"], within: []) else { return false }
    let parents: Set<String> =
      switch name {
      case "td", "th": ["tr"]
      case "tr": ["thead", "tbody", "tfoot"]
      default: []
      }
    let parent = names[(table + 1)...].lastIndex { parents.contains($0.name) }
    close(downTo: (parent ?? table) + 1)
    if name == "td" || name == "th", parent == nil {
      writeName("tr", isEnd: false)
      html.raw(">")
      push("tr")
    }
    return true
  }

  /// The index of the innermost open element of some names, before any element in which the search ends.
  private func nearest(_ wanted: Set<String>, within barriers: Set<String>) -> Int? {
    let all = names
    for index in all.indices.reversed() {
      if wanted.contains(all[index].name) { return index }
      if barriers.contains(all[index].name) { return nil }
    }
    return nil
  }

  // MARK: Closing

  /// Closes the innermost open element of a name, and those within it.
  private mutating func close(_ name: String) {
    let barriers: Set<String> =
      name == "table"
      ? [] : Self.tableParts.contains(name) ? ["table"] : Self.cells.union(["table"])
    if let index = nearest([name], within: barriers) { close(downTo: index) }
  }

  private mutating func close(downTo count: Int) {
    closeTags(of: container, downTo: count)
  }

  /// Closes the open elements of a container.
  mutating func closeTags(of container: Int, downTo count: Int = 0) {
    while open[container].tags.count > count, let last = open[container].tags.popLast() {
      writeEnd(of: last)
    }
  }

  /// Writes the end tag of an element that is no longer open.
  mutating func writeEnd(of tag: OpenTag) {
    writeName(tag.name, isEnd: true)
    if !HTMLElement.allowsTerms(tag.name) { unlinkable -= 1 }
  }

  private mutating func closeParagraph() {
    if let index = nearest(["p"], within: Self.cells.union(["table"])) { close(downTo: index) }
  }

  /// Closes elements that do not reach beyond an HTML block: those that stand within a line.
  mutating func endHTMLBlock() {
    guard open.last?.kind == .htmlBlock else { return }
    while let last = names.last, HTMLElement.isPhrasing(last.name) || last.isImplied {
      close(downTo: names.count - 1)
    }
  }

  /// Ends a table of the author before a block of Markdown that is not in one of its cells.
  mutating func leaveTable() {
    guard !open.isEmpty, !names.isEmpty,
      let index = nearest(["table", "td", "th", "caption"], within: []),
      names[index].name == "table"
    else { return }
    close(downTo: index)
  }

  // MARK: Paragraphs

  /// Opens a paragraph around text or a tag within a line that stands alone in an HTML block.
  mutating func openParagraph(before name: String? = nil) {
    guard open.last?.kind == .htmlBlock, names.isEmpty, document.options.html != .allow,
      name.map(HTMLElement.isPhrasing) ?? true
    else { return }
    html.raw("<p>")
    push("p", isImplied: true)
  }

  mutating func writeHTMLText(_ range: Range<Int>) {
    if !range.allSatisfy({ document.text[$0].isASCIISpace }) { openParagraph() }
    html.htmlText(document.text, range, isLinkable: unlinkable == 0)
  }

  // MARK: Parts

  private mutating func writeName(_ name: String, isEnd: Bool) {
    html.raw(isEnd ? "</" : "<")
    if let level = HTMLElement.headingLevel(name) {
      // The title of the page is its only heading of level 1.
      html.raw("h")
      html.placeholder(.headingLevel(max(level, 2)))
    } else {
      html.name(name)
    }
    if isEnd { html.raw(">") }
  }

  private mutating func writeParts(of tag: HTMLTag) {
    for part in tag.parts {
      switch part {
      case .source(let range): html.verbatim(document.text, range)
      case .attribute(let name, let value):
        html.raw(" ")
        html.name(name)
        html.raw("=\"")
        html.htmlText(document.text, value, isLinkable: false)
        html.raw("\"")
      case .id:
        guard let anchor = tag.anchor else { continue }
        if tag.isVerbatim { html.placeholder(.id(anchor)) } else { html.idAttribute("id", anchor) }
      case .link(let address): write(tag.addresses[address]) { .linkAttributes($0) }
      case .image(let address): write(tag.addresses[address]) { .imageSource($0) }
      case .address(let address): write(tag.addresses[address]) { .address($0) }
      case .literal(let text): html.literal(text)
      }
    }
  }

  private mutating func write(_ address: HTMLTag.Address, _ kind: (Int) -> Placeholder.Kind) {
    if let index = address.index { html.placeholder(kind(index)) }
  }
}
