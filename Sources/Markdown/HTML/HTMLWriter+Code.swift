import Highlighting
import Text

/// Writes blocks of code.
///
/// Code in a language that is known is highlighted, and lines may be pointed out. Such a block has a class, by which
/// templates know that the page needs a style sheet for it.
extension HTMLWriter {
  /// The size in bytes above which code is not highlighted: nobody reads it, and elements would multiply it.
  private static let highlightLimit = 1 << 20

  mutating func writeCode(_ node: Node) {
    html.lineStart()
    let info = node.text.prefix(Int(node.value))
    let code = node.text.dropFirst(info.count)
    if isPlain || info.isEmpty { return writePlainCode(info, code) }
    let details = CodeInfo(document.text.span.extracting(info))
    if let title = details.title {
      html.raw("<figure class=\"code\">\n<figcaption>")
      html.text(title)
      html.raw("</figcaption>\n")
    }
    writeCode(details, code)
    if details.title != nil { html.raw("</figure>\n") }
  }

  private mutating func writePlainCode(_ info: Range<Int>, _ code: Range<Int>) {
    if info.isEmpty {
      html.raw("<pre><code>")
    } else {
      html.raw("<pre><code class=\"language-")
      let language = info.prefix { !document.text[$0].isASCIISpace }
      html.text(document.text, language)
      html.raw("\">")
    }
    html.text(document.text, code)
    html.raw("</code></pre>\n")
  }

  private mutating func writeCode(_ info: CodeInfo, _ code: Range<Int>) {
    let tokens = tokens(info, code)
    let isMarked = document.options.highlightsCode && !info.lines.isEmpty
    html.raw(tokens == nil && !isMarked ? "<pre>" : "<pre class=\"highlight\">")
    if info.language.isEmpty {
      html.raw("<code>")
    } else {
      html.raw("<code class=\"language-")
      html.text(info.language)
      html.raw("\">")
    }
    if isMarked {
      writeLines(info.lines, tokens ?? [], code)
    } else if let tokens {
      var tokens = tokens[...]
      write(&tokens, code, from: code.lowerBound)
    } else {
      html.text(document.text, code)
    }
    html.raw("</code></pre>\n")
  }

  private func tokens(_ info: CodeInfo, _ code: Range<Int>) -> [Token]? {
    guard document.options.highlightsCode, code.count <= Self.highlightLimit,
      let language = Language.named(info.language)
    else { return nil }
    return language.tokens(of: document.text.span.extracting(code))
  }

  /// Writes a range of code with the tokens in it, and drops those that end in it.
  ///
  /// `start` is where all code begins.
  private mutating func write(
    _ tokens: inout ArraySlice<Token>, _ range: Range<Int>, from start: Int
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let token = tokens.first
      let end = min(token.map { start + $0.end } ?? range.upperBound, range.upperBound)
      if let name = token?.kind.className {
        html.raw("<span class=\"")
        html.raw(name)
        html.raw("\">")
        html.text(document.text, position..<end)
        html.raw("</span>")
      } else {
        html.text(document.text, position..<end)
      }
      if let token, start + token.end <= end { tokens.removeFirst() }
      position = end
    }
  }

  /// Writes code line by line, with an element around each that is pointed out.
  private mutating func writeLines(
    _ lines: [ClosedRange<Int>], _ tokens: [Token], _ code: Range<Int>
  ) {
    let marked = lines.reduce(into: Set<Int>()) { $0.formUnion($1.clamped(to: 1...code.count + 1)) }
    var tokens = tokens[...]
    var position = code.lowerBound
    var number = 1
    while position < code.upperBound {
      let end =
        document.text.span.extracting(position..<code.upperBound)
        .offset(of: UInt8(ascii: "\n")).map { position + $0 + 1 } ?? code.upperBound
      if marked.contains(number) { html.raw("<span class=\"hll\">") }
      write(&tokens, position..<end, from: code.lowerBound)
      if marked.contains(number) { html.raw("</span>") }
      position = end
      number += 1
    }
  }
}
