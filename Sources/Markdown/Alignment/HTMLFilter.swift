import Diagnostics
import Text

/// Turns the author's HTML into nodes: text, line breaks, and tags that the site allows.
///
/// Nothing is copied from the source but text and the values of allowed attributes; `HTMLWriter` writes tags anew and
/// balances them.
struct HTMLFilter {
  /// The nodes that replace the HTML, without ends.
  private(set) var nodes: [Node] = []
  /// The tags of these nodes; the `value` of a node is the index in this list plus `firstTag`.
  private(set) var tags: [HTMLTag] = []
  /// Whether the HTML has no more than white space for the page.
  var isEmpty: Bool {
    nodes.allSatisfy { node in
      node.kind == .softBreak
        || node.kind == .htmlText && text[node.text].allSatisfy(\.isASCIISpace)
    }
  }

  /// The parts that were left out, each with its bytes, rule and message.
  private(set) var reports: [(range: Range<Int>, rule: Rule, message: String)] = []

  private let text: [UInt8]
  private let mode: MarkdownOptions.HTML
  private let firstTag: Int
  /// The names of elements without an end tag in the rest of the HTML.
  private var endless: Set<String> = []
  /// The source of a byte of the document's text.
  let place: (Range<Int>) -> SourcePlace

  init(
    _ text: [UInt8], _ mode: MarkdownOptions.HTML, firstTag: Int,
    place: @escaping (Range<Int>) -> SourcePlace
  ) {
    self.text = text
    self.mode = mode
    self.firstTag = firstTag
    self.place = place
  }

  /// Filters a range of the document's text that is not a comment for Waymark.
  ///
  /// `isWhole` says that the range is the start tag of an element whose end tag follows elsewhere.
  mutating func run(_ range: Range<Int>, isWhole: Bool = false) {
    if isWhole, case .start(let tag)? = HTMLTokenizer.first(text, range) {
      return drop(tag.range, "the content of `<\(tag.name)>` is left out")
    }
    let tokens = Array(HTMLTokenizer(text, range))[...]
    var index = tokens.startIndex
    while index < tokens.endIndex {
      let token = tokens[index]
      index += 1
      switch token {
      case .text(let range): add(.htmlText, range)
      case .comment(let range): if mode == .allow { add(.htmlInline, range) }
      case .openComment(let range):
        reports.append((range, .unclosedComment, "this comment does not end"))
      case .declaration(let range):
        mode == .allow ? add(.htmlInline, range) : drop(range, "`\(shown(range))` is left out")
      case .end(let tag): end(tag.name, tag.range)
      case .start(let tag):
        index = start(tag.name, tag.attributes, tag.range, tokens[index...])
      }
    }
  }

  private mutating func add(_ kind: Node.Kind, _ range: Range<Int>) {
    nodes.append(Node(kind, line: 0, text: range))
  }

  private mutating func drop(_ range: Range<Int>, _ message: String) {
    reports.append((range, .rawHTML, message))
  }

  /// Whether a start tag is that of a component, such as `<Tabs>`: no element of HTML is written so.
  private func isComponent(_ range: Range<Int>) -> Bool {
    let letters = text[range].dropFirst().prefix(2)
    return letters.count == 2 && letters.allSatisfy(\.isASCIILetter)
      && letters.first != letters.first?.asciiLowercased
      && letters.last == letters.last?.asciiLowercased
  }

  /// The elements of a page's head, which an author cannot write in Markdown.
  private static let headElements = ["base", "head", "link", "meta", "title"]

  /// What to do about a report.
  func help(_ rule: Rule, _ range: Range<Int>) -> String {
    if rule == .unclosedComment { return "end it with `-->`" }
    if rule == .mdx {
      return "replace it by Markdown; `![[page]]` shows the text of another page in its place"
    }
    let name = text[range].dropFirst().prefix { $0.isASCIIAlphanumeric }.map(\.asciiLowercased)
    return Self.headElements.contains(String(decoding: name, as: UTF8.self))
      ? "remove it: the head of a page is made from its front matter" : RawHTML.help
  }

  /// Adds a soft break in place of a dropped tag, if the tag separates words.
  private mutating func separate(_ name: String) {
    guard HTMLElement.separates(name) else { return }
    var node = Node(.softBreak, line: 0)
    node.flags = .separates
    nodes.append(node)
  }

  /// The first bytes of a tag, for messages.
  private func shown(_ range: Range<Int>) -> String {
    let bytes = text[range].prefix(60).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: bytes, as: UTF8.self) + (bytes.count < range.count ? "…" : "")
  }

  // MARK: Tags

  private mutating func end(_ name: String, _ range: Range<Int>) {
    if mode == .allow { return add(.htmlInline, range) }
    guard mode == .safe, HTMLElement.isAllowed(name), !HTMLElement.isVoid(name) else {
      return separate(name)
    }
    add(HTMLTag(name: name, isEnd: true))
  }

  private mutating func add(_ tag: HTMLTag) {
    var node = Node(.htmlTag, value: firstTag + tags.count, line: 0)
    if HTMLElement.separates(tag.name) { node.flags.insert(.separates) }
    tags.append(tag)
    nodes.append(node)
  }

  /// Reads a start tag, and the content of an element whose content is no HTML; returns the index of the next token.
  private mutating func start(
    _ name: String, _ attributes: [HTMLTokenTag.Attribute], _ range: Range<Int>,
    _ rest: ArraySlice<HTMLTokenizer.Token>
  ) -> Int {
    if mode == .allow {
      let tag = verbatim(name, attributes, range)
      tag.anchor == nil && tag.addresses.isEmpty ? add(.htmlInline, range) : add(tag)
      return HTMLElement.hasText(name) ? rest.startIndex : copy(to: name, rest)
    }
    if !HTMLElement.hasText(name) {
      return dropContent(of: name, range, rest)
    }
    if HTMLElement.holdsPlainText(name) {
      drop(range, "the tag `\(shown(range))` is left out, and its text stays")
      return keepText(of: name, rest)
    }
    if name == "br" {
      nodes.append(Node(mode == .safe ? .lineBreak : .softBreak, line: 0))
    } else if mode == .safe, HTMLElement.isAllowed(name), isShown(name, attributes) {
      add(safe(name, attributes))
    } else {
      let words = mode == .drop ? "raw HTML is left out: " : "this tag is left out: "
      reports.append(
        (range, isComponent(range) ? .mdx : .rawHTML, words + "`\(shown(range))`"))
      separate(name)
    }
    return rest.startIndex
  }

  /// Whether an element is shown; check boxes are the only input fields that are, and they are disabled.
  private func isShown(_ name: String, _ attributes: [HTMLTokenTag.Attribute]) -> Bool {
    guard name == "input" else { return true }
    return attributes.contains {
      $0.name == "type"
        && String(decoding: text[$0.value], as: UTF8.self).lowercased() == "checkbox"
    }
  }

  private mutating func indexOfEnd(
    _ name: String, _ rest: ArraySlice<HTMLTokenizer.Token>
  ) -> (index: Int, range: Range<Int>)? {
    if endless.contains(name) { return nil }
    for index in rest.indices {
      if case .end(let tag) = rest[index], tag.name == name { return (index, tag.range) }
    }
    endless.insert(name)
    return nil
  }

  private mutating func dropContent(
    of name: String, _ range: Range<Int>, _ rest: ArraySlice<HTMLTokenizer.Token>
  ) -> Int {
    guard let end = indexOfEnd(name, rest) else {
      drop(range, "`\(shown(range))` does not end, so only the tag is left out")
      return rest.startIndex
    }
    drop(range, "the content of `<\(name)>` is left out")
    return end.index + 1
  }

  /// Keeps everything up to the end tag as text.
  private mutating func keepText(
    of name: String, _ rest: ArraySlice<HTMLTokenizer.Token>
  ) -> Int {
    guard let end = indexOfEnd(name, rest), let start = rest.first?.range.lowerBound else {
      return rest.startIndex
    }
    add(.htmlText, start..<end.range.lowerBound)
    return end.index + 1
  }

  /// Copies everything up to the end tag.
  private mutating func copy(to name: String, _ rest: ArraySlice<HTMLTokenizer.Token>) -> Int {
    guard let end = indexOfEnd(name, rest), let start = rest.first?.range.lowerBound else {
      return rest.startIndex
    }
    add(.htmlInline, start..<end.range.upperBound)
    return end.index + 1
  }

  // MARK: Attributes

  /// A tag with the attributes that the site allows.
  private func safe(_ name: String, _ attributes: [HTMLTokenTag.Attribute]) -> HTMLTag {
    var tag = HTMLTag(name: name)
    for attribute in attributes {
      switch (name, attribute.name) {
      case (_, "id"), ("a", "name"):
        if tag.anchor == nil, let id = id(attribute.value) {
          tag.anchor = id
          tag.parts.append(.id)
        }
      case ("a", "href"):
        tag.parts.append(.link(tag.addresses.count))
        tag.addresses.append(address(attribute.value, .link, attributes))
      case ("img", "src"):
        tag.parts.append(.image(tag.addresses.count))
        tag.addresses.append(address(attribute.value, .image, attributes))
      case ("source", "srcset"): addSources(attribute.value, to: &tag)
      case ("img", "width"), ("img", "height"), ("a", "title"): break
      default:
        guard HTMLElement.isAllowed(attribute.name, of: name) else { continue }
        tag.parts.append(.attribute(attribute.name, attribute.value))
      }
    }
    if name == "a", !tag.addresses.isEmpty { return tag }
    if name == "a", let title = attributes.first(where: { $0.name == "title" }) {
      tag.parts.append(.attribute("title", title.value))
    }
    if name == "img", !attributes.contains(where: { $0.name == "loading" }) {
      tag.parts.append(.literal(" loading=\"lazy\""))
    }
    if name == "input" { tag.parts.append(.literal(" type=\"checkbox\" disabled")) }
    return tag
  }

  /// A tag that is written as it is, but for ids and addresses.
  private func verbatim(
    _ name: String, _ attributes: [HTMLTokenTag.Attribute], _ range: Range<Int>
  ) -> HTMLTag {
    var tag = HTMLTag(name: name, isVerbatim: true)
    var position = range.lowerBound
    func quoted(_ part: HTMLTag.Part, _ attribute: HTMLTokenTag.Attribute) {
      tag.parts += [
        .source(position..<attribute.written.lowerBound), .literal("\""), part, .literal("\""),
      ]
      position = attribute.written.upperBound
    }
    for attribute in attributes where !attribute.value.isEmpty {
      switch (name, attribute.name) {
      case (_, "id"), ("a", "name"):
        guard tag.anchor == nil, let id = id(attribute.value) else { continue }
        tag.anchor = id
        quoted(.id, attribute)
      case ("a", "href"):
        quoted(.address(tag.addresses.count), attribute)
        tag.addresses.append(address(attribute.value, .link, attributes))
      case ("img", "src"):
        quoted(.address(tag.addresses.count), attribute)
        tag.addresses.append(address(attribute.value, .image, attributes))
      default: break
      }
    }
    tag.parts.append(.source(position..<range.upperBound))
    return tag
  }

  /// An id that can be linked to; `nil` for others, and for those that the theme reserves.
  private func id(_ value: Range<Int>) -> String? {
    let id = HTMLReferences.decoded(text[value])
    let isValid =
      !id.isEmpty && !id.lowercased().hasPrefix("theme.")
      && id.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    return isValid ? id : nil
  }

  private func address(
    _ value: Range<Int>, _ kind: LinkKind, _ attributes: [HTMLTokenTag.Attribute]
  ) -> HTMLTag.Address {
    let trimmed = text.trimmed(value)
    let (target, fragment) = Reference.split(HTMLReferences.decoded(text[trimmed]))
    var reference = Reference(kind: kind, target: target, fragment: fragment, place: place(trimmed))
    func other(_ name: String) -> String? {
      attributes.first { $0.name == name }.map { HTMLReferences.decoded(text[$0.value]) }
    }
    if kind == .image {
      reference.label = other("alt")
      reference.width = ImageLength(other("width"))
      reference.height = ImageLength(other("height"))
    } else {
      reference.title = other("title")
    }
    return HTMLTag.Address(reference: reference)
  }

  /// Adds the addresses of `srcset`, each with its width or density.
  private func addSources(_ value: Range<Int>, to tag: inout HTMLTag) {
    var parts: [HTMLTag.Part] = [.literal(" srcset=\"")]
    for candidate in text[value].split(separator: UInt8(ascii: ",")) {
      let words = candidate.split(whereSeparator: \.isASCIISpace)
      guard let first = words.first, words.count <= 2 else { continue }
      if parts.count > 1 { parts.append(.literal(", ")) }
      parts.append(.address(tag.addresses.count))
      tag.addresses.append(address(first.startIndex..<first.endIndex, .image, []))
      tag.addresses[tag.addresses.count - 1].reference.label = "source"
      if words.count == 2,
        words[1].allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: ".") })
      {
        parts.append(.literal(" " + String(decoding: words[1], as: UTF8.self)))
      }
    }
    if parts.count > 1 { tag.parts += parts + [.literal("\"")] }
  }
}

extension HTMLTokenizer.Token {
  var range: Range<Int> {
    switch self {
    case .text(let range), .comment(let range), .openComment(let range), .declaration(let range):
      range
    case .start(let tag), .end(let tag): tag.range
    }
  }
}
