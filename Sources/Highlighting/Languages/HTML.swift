import Text

extension Language {
  static let html = Language(
    "html htm xhtml vue svelte astro jinja jinja2 j2 liquid django handlebars hbs",
    HTML.contexts(hasScripts: true))

  /// XML and what is written in it.
  static let xml = Language(
    "xml svg rss atom xsl xslt xsd plist wsdl mathml kml", HTML.contexts(hasScripts: false))
}

private enum HTML {
  /// The inside of a tag.
  private static let tag = 1

  static func contexts(hasScripts: Bool) -> [Language.Context] {
    [
      Language.Context(rules: [
        .block("<!--", "-->"), .block("<![CDATA[", "]]>", .string), .block("<?", "?>", .meta),
        .block("<!", ">", .meta),
        .scan(ByteSet("<")) { takeTag(&$0, $1, hasScripts: hasScripts) },
        .scan(ByteSet("&"), takeReference),
      ]),
      Language.Context(rules: [
        .scan(ByteSet(">")) { scanner, text in
          scanner.take(text, to: scanner.position + 1, as: .tag)
          scanner.pop()
          embedScript(&scanner, text)
          return true
        },
        .literal("/>", .tag, .pop), .scan(ByteSet("\"'"), takeValue),
        .scan(ByteSet.all.subtracting("=<>\"'"), takeName),
      ]),
    ]
  }

  private static func takeTag(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>, hasScripts: Bool
  ) -> Bool {
    let isEnd = scanner.peek(text) == UInt8(ascii: "/")
    let start = scanner.position + (isEnd ? 2 : 1)
    guard start < scanner.end, ByteSet.nameStart.contains(text[start]) else { return false }
    let end = scanner.end(of: element, text, from: start)
    scanner.memory.inner = nil
    if hasScripts, !isEnd {
      scanner.memory.inner = inner(text.extracting(start..<end))
      scanner.memory.element = start..<end
    }
    scanner.take(text, to: end, as: .tag)
    scanner.push(tag)
    return true
  }

  private static func inner(_ name: Span<UInt8>) -> Language? {
    switch elements[name]?.kind {
    case .keyword: .javaScript
    case .attribute: .css
    default: nil
    }
  }

  private static let elements = WordList(
    ignoresCase: true, [.keyword: "script", .attribute: "style"])

  /// Scans the content of `<script>` and `<style>` as what it is.
  private static func embedScript(_ scanner: inout CodeScanner, _ text: Span<UInt8>) {
    guard let language = scanner.memory.inner, let name = scanner.memory.element else { return }
    scanner.memory.inner = nil
    var end = scanner.position
    while end < scanner.end, !isEndTag(text, at: end, of: name, scanner.end) { end += 1 }
    scanner.embed(language, text, to: end)
  }

  private static func isEndTag(
    _ text: Span<UInt8>, at offset: Int, of name: Range<Int>, _ end: Int
  ) -> Bool {
    guard text[offset] == UInt8(ascii: "<"), offset + 2 + name.count <= end,
      text[offset + 1] == UInt8(ascii: "/")
    else { return false }
    for (index, place) in name.enumerated()
    where text[offset + 2 + index].asciiLowercased != text[place].asciiLowercased {
      return false
    }
    return true
  }

  private static let value = ByteSet.all.subtracting(" \t\r\n>\"'")
  private static let name = ByteSet.all.subtracting(" \t\r\n=/<>\"'")
  private static let element = ByteSet.name.union("-:.")

  @Sendable static func takeName(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let isValue = scanner.peek(text, -1) == UInt8(ascii: "=")
    guard isValue || text[scanner.position] != UInt8(ascii: "/") else { return false }
    let end = scanner.end(of: isValue ? value : name, text, from: scanner.position)
    scanner.take(text, to: end, as: isValue ? .string : .attribute)
    return true
  }

  /// Takes the value of an attribute.
  ///
  /// That of `type` says whether a script is JSON.
  @Sendable static func takeValue(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let end = scanner.stringEnd(
      text, from: scanner.position + 1, text[scanner.position], false, true)
    if scanner.memory.inner != nil, end - scanner.position < 40 {
      let value = text.extracting(scanner.position..<end)
      if value.offset(of: Array("json".utf8).span) != nil { scanner.memory.inner = .json }
    }
    scanner.takeLines(text, to: end, as: .string)
    return true
  }

  /// Takes a reference to a character: `&amp;`, `&#160;`.
  @Sendable static func takeReference(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let limit = min(scanner.end, scanner.position + 32)
    var end = scanner.position + 1
    while end < limit, text[end].isASCIIAlphanumeric || text[end] == UInt8(ascii: "#") { end += 1 }
    guard end < limit, end > scanner.position + 1, text[end] == UInt8(ascii: ";") else {
      return false
    }
    scanner.take(text, to: end + 1, as: .constant)
    return true
  }
}
