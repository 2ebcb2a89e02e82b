import Markdown
import Text

/// Writes the HTML of pages as Markdown, with absolute addresses.
///
/// O(n). Character references stay as they are in text, because Markdown has them too.
struct MarkdownWriter {
  private struct List {
    /// The number of the next item; `nil` for a list without numbers.
    var number: Int?
  }

  private let addresses: DetachedHTML
  private var out: [UInt8] = []
  /// What begins each line: the signs of quotations, and the indentation of list items.
  private var prefix: [UInt8] = []
  /// The lengths of the parts of the prefix.
  private var prefixLengths: [Int] = []
  private var lists: [List] = []
  /// The addresses of the links that are open; `nil` for anchors.
  private var links: [ArraySlice<UInt8>?] = []
  /// The element that is left out, and how many of its name are open.
  private var skipped: (name: String, depth: Int)?
  /// Whether the text is a listing or code, which is written as it is.
  private var isPreformatted = false
  /// Where the code that is open starts in the output.
  private var codeStart: Int?
  private static let fence = "```"
  /// Where the fence of the listing starts in the output.
  private var fenceStart = 0
  /// Whether the fence of a listing still lacks its line end.
  private var isFenceOpen = false
  private var table = MarkdownTable()
  /// The kind of line end to write before the next text: none, a new line, or an empty line.
  private var gap = 0
  private var isLineStart = true
  /// Whether a list item or a quotation has just begun, whose first block starts on the same line.
  private var isItemStart = false
  /// Whether white space separates the next text from the last.
  private var hasSpace = false

  /// Makes a writer for the HTML of a page whose addresses become absolute.
  init(_ addresses: DetachedHTML) {
    self.addresses = addresses
  }

  /// Writes a text as a heading of the first level.
  mutating func heading(_ text: String) { paragraph("# ", text) }

  /// Writes a text as a quotation.
  mutating func quotation(_ text: String) { paragraph("> ", text) }

  private mutating func paragraph(_ mark: String, _ text: String) {
    raw(mark)
    words(Array(HTMLEscaping.escaped(text).utf8)[...])
    block()
  }

  /// Writes HTML.
  mutating func write(_ html: [UInt8]) {
    out.reserveCapacity(out.count + html.count)
    for token in HTMLTokenizer(html, html.indices) {
      if let skipped {
        skip(token, skipped)
        continue
      }
      switch token {
      case .text(let range): isPreformatted ? verbatim(html[range]) : words(html[range])
      case .start(let tag): start(tag)
      case .end(let tag): end(tag.name)
      case .comment, .openComment, .declaration: break
      }
    }
    block()
  }

  /// The whole text, with a line feed at its end.
  mutating func finish() -> [UInt8] {
    while let last = out.last, last == 0x0A || last == 0x20 { out.removeLast() }
    out.append(0x0A)
    return out
  }

  private mutating func skip(_ token: HTMLTokenizer.Token, _ current: (name: String, depth: Int)) {
    switch token {
    case .start(let tag) where tag.name == current.name:
      skipped = (current.name, current.depth + 1)
    case .end(let tag) where tag.name == current.name:
      skipped = current.depth > 1 ? (current.name, current.depth - 1) : nil
    default: break
    }
  }

  // MARK: Elements

  private mutating func start(_ tag: HTMLTokenTag) {
    let name = tag.name
    switch MarkdownElement.named[name] {
    case .marked(let mark): inline(mark)
    case .code where isPreformatted: openFence(tag["class"] ?? [])
    case .code:
      separate()
      codeStart = out.count
    case .link where tag["class"]?.elementsEqual(DetachedHTML.anchor) == true:
      skipped = (name, 1)
    case .link:
      let address = tag["href"]
      links.append(address)
      if address != nil { inline("[") }
    case .picture:
      inline("![")
      escaping.append(tag["alt"] ?? [], to: &out)
      closeLink(to: tag["src"] ?? [])
    case .lineBreak: table.isCell ? raw(" ") : lineBreak()
    case .input where tag["type"]?.elementsEqual("checkbox".utf8) == true:
      inline(tag["checked"] == nil ? "[ ] " : "[x] ")
    case .leftOut: skipped = (name, 1)
    case let element?: startBlock(element, tag)
    case nil: break
    }
  }

  private mutating func startBlock(_ element: MarkdownElement, _ tag: HTMLTokenTag) {
    switch element {
    case .rule:
      block()
      raw("---")
      block()
    case .heading(let level):
      block()
      raw(String(repeating: "#", count: level))
      hasSpace = true
    case .list(let isNumbered):
      lists.isEmpty ? block() : line()
      let start = tag["start"].flatMap { Int(String(decoding: $0, as: UTF8.self)) }
      lists.append(List(number: isNumbered ? start ?? 1 : nil))
    case .item: startItem()
    case .quotation:
      block()
      breakLines()
      begin("> ")
    case .listing:
      block()
      separate()
      fenceStart = out.count
      raw(Self.fence)
      (isPreformatted, isFenceOpen) = (true, true)
    case .table:
      block()
      table = MarkdownTable()
      table.isOpen = true
    case .row where table.isOpen: table.rows.append([])
    case .cell where table.isOpen: startCell()
    case .block where !table.isCell: block()
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch MarkdownElement.named[name] {
    case .marked(let mark): close(mark)
    case .code where codeStart != nil: closeCode()
    case .link:
      if let address = links.popLast() ?? nil { closeLink(to: address) }
    case .list:
      _ = lists.popLast()
      lists.isEmpty ? block() : line()
    case .item:
      endPrefix()
      line()
    case .quotation:
      endPrefix()
      block()
    case .listing:
      isPreformatted = false
      closeFence()
      block()
    case .cell where table.isCell:
      table.end(&out)
      (gap, isLineStart, hasSpace) = (table.outside.gap, table.outside.isLineStart, false)
    case .table where table.isOpen: endTable()
    case .heading: block()
    case .block where !table.isCell: block()
    default: break
    }
  }

  private mutating func endTable() {
    for row in table.lines {
      separate()
      out += row
      newLine()
    }
    table = MarkdownTable()
    block()
  }

  /// Starts a cell, which takes no part in the lines around the table.
  private mutating func startCell() {
    table.outside = (gap, isLineStart)
    (gap, isLineStart, hasSpace) = (0, false, false)
    table.start(in: out)
  }

  private mutating func startItem() {
    line()
    guard let list = lists.last else { return }
    let mark = list.number.map { "\($0). " } ?? "- "
    if let number = list.number { lists[lists.count - 1].number = number + 1 }
    raw(mark)
    begin(String(repeating: " ", count: mark.utf8.count))
  }

  /// Begins a list item or a quotation, whose lines start with a prefix.
  private mutating func begin(_ part: String) {
    prefix += part.utf8
    prefixLengths.append(part.utf8.count)
    isItemStart = true
  }

  private mutating func endPrefix() { prefix.removeLast(prefixLengths.popLast() ?? 0) }

  // MARK: Text

  private var escaping: MarkdownEscaping { MarkdownEscaping(isCell: table.isCell) }

  /// Writes text with single spaces, and with the characters of Markdown escaped.
  private mutating func words(_ text: ArraySlice<UInt8>) {
    var place = text.startIndex
    while place < text.endIndex {
      if text[place].isASCIISpace {
        hasSpace = true
        place += 1
        continue
      }
      let start = place
      // Words with single spaces between them are written at once.
      repeat {
        place += 1
      } while place < text.endIndex
        && (!text[place].isASCIISpace || isSingleSpace(text, at: place))
      let isFirst = isLineStart || gap > 0
      separate()
      if codeStart == nil {
        escaping.append(text[start..<place], startsLine: isFirst, to: &out)
      } else {
        HTMLEscaping.appendUnescaped(text[start..<place], to: &out)
      }
    }
  }

  private func isSingleSpace(_ text: ArraySlice<UInt8>, at index: Int) -> Bool {
    text[index] == 0x20 && index + 1 < text.endIndex && !text[index + 1].isASCIISpace
  }

  /// Writes the language behind the fence of a listing.
  private mutating func openFence(_ classes: ArraySlice<UInt8>) {
    let mark = "language-".utf8
    let names = classes.split(separator: 0x20)
    if isFenceOpen, let name = names.first(where: { $0.starts(with: mark) }) {
      out += name.dropFirst(mark.count)
    }
  }

  /// Ends a listing with its fence, which is longer if the listing has such a line itself.
  private mutating func closeFence() {
    if isFenceOpen || out.last != 0x0A { newLine() }
    isFenceOpen = false
    let longest = Self.longestRun(in: out[(fenceStart + Self.fence.utf8.count)...])
    let more = [UInt8](repeating: UInt8(ascii: "`"), count: longest < 3 ? 0 : longest - 2)
    out.insert(contentsOf: more, at: fenceStart)
    raw(Self.fence)
    out += more
  }

  /// The largest number of grave accents in a row.
  private static func longestRun(in text: ArraySlice<UInt8>) -> Int {
    text.split(whereSeparator: { $0 != UInt8(ascii: "`") }).map(\.count).max() ?? 0
  }

  /// Puts code between more grave accents than it has in a row.
  private mutating func closeCode() {
    guard let start = codeStart else { return }
    codeStart = nil
    let code = Array(out[start...])
    let longest = Self.longestRun(in: code[...])
    let fence = [UInt8](repeating: UInt8(ascii: "`"), count: longest + 1)
    let space: [UInt8] = longest > 0 ? [0x20] : []
    out.replaceSubrange(start..., with: fence + space)
    escaping.append(code: code, to: &out)
    out += space + fence
  }

  private mutating func verbatim(_ text: ArraySlice<UInt8>) {
    if isFenceOpen { newLine() }
    isFenceOpen = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.offset > 0 { newLine() }
      if line.element.isEmpty { continue }
      separate()
      HTMLEscaping.appendUnescaped(line.element, to: &out)
    }
  }

  /// Ends a link or picture with its address, in which parentheses and spaces would end the link.
  private mutating func closeLink(to address: ArraySlice<UInt8>) {
    out += "](".utf8
    let start = out.count
    out += addresses.prefix(of: address)
    HTMLEscaping.appendUnescaped(address, to: &out)
    func ends(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
    }
    if out[start...].contains(where: ends) {
      let whole = out[start...].flatMap { byte in
        ends(byte) ? Array("%\(String(byte, radix: 16))".utf8) : [byte]
      }
      out.replaceSubrange(start..., with: whole)
    }
    out.append(UInt8(ascii: ")"))
  }

  // MARK: Lines

  private mutating func block() {
    if !table.isCell, !isItemStart { gap = 2 }
  }

  private mutating func line() { gap = max(gap, 1) }

  /// Writes an opening mark, which belongs to the text after it.
  private mutating func inline(_ mark: String) {
    separate()
    out += mark.utf8
  }

  /// Writes a closing mark, which belongs to the text before it.
  private mutating func close(_ mark: String) { out += mark.utf8 }

  private mutating func raw(_ text: String) {
    separate()
    out += text.utf8
  }

  private mutating func lineBreak() {
    out += "\\".utf8
    gap = max(gap, 1)
  }

  private mutating func newLine() {
    if isLineStart { out += prefix[...(prefix.lastIndex { $0 != 0x20 } ?? -1)] }
    out.append(0x0A)
    isLineStart = true
    hasSpace = false
  }

  /// Writes the line ends, prefixes or space before the next text.
  private mutating func separate() {
    breakLines()
    if isLineStart {
      out += prefix
    } else if hasSpace, out.last != 0x20 {
      out.append(0x20)
    }
    (isLineStart, hasSpace, isItemStart) = (false, false, false)
  }

  /// Writes the line ends before the next text.
  private mutating func breakLines() {
    if out.isEmpty { (gap, isLineStart) = (0, true) }
    if gap > 0, !isLineStart { newLine() }
    if gap > 1, !out.suffix(2).elementsEqual([0x0A, 0x0A]) { newLine() }
    gap = 0
  }
}
