import Diagnostics
import Text

extension Rule {
  static let inlineMarkup = Rule(
    "inline-markup", .warning,
    "`++ctrl+c++` are keys, `^^text^^` is inserted text, `x^2^` and `H~2~O` are raised and lowered in MkDocs and "
      + "Pandoc, and `{++text++}`, `{--text--}`, `{~~old~>new~~}`, `{==text==}` and `{>>text<<}` are changes of "
      + "CriticMarkup. Waymark shows the signs, and strikes text between tildes.",
    example: """
      content/page.md:
      Press ++ctrl+c++.
      """,
    grouping: .once)
}

/// Finds marks of keys, of inserted, raised and lowered text, and of changes.
enum InlineMarkup: MarkdownCheck {
  static let rules = [Rule.inlineMarkup]

  /// The largest number of bytes between two marks.
  private static let limit = 200
  private static let keyNames: Set<String> = [
    "alt", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "backspace", "caps-lock", "cmd",
    "command", "control", "ctrl", "del", "delete", "down", "end", "enter", "esc", "escape", "fn",
    "home", "insert", "left", "meta", "option", "page-down", "page-up", "return", "right", "shift",
    "space", "super", "tab", "up", "win", "windows",
  ]

  static func run(on document: inout LintedDocument) {
    findKeys(&document)
    findInsertions(&document)
    for sign in [UInt8(ascii: "^"), UInt8(ascii: "~")] { findShifted(by: sign, &document) }
    findChanges(&document)
  }

  /// Calls `body` for each range between two occurrences of a mark on one line; O(n).
  private static func forEachPair(
    of mark: StaticString, _ document: inout LintedDocument,
    _ body: (Range<Int>, [UInt8], inout LintedDocument) -> Bool
  ) {
    guard document.prose.contains(mark) else { return }
    let mark = Array("\(mark)".utf8)
    let bytes = document.prose.bytes
    let text = bytes.span.extracting(..<document.body.upperBound)
    var open = text.offset(of: mark.span, from: document.body.lowerBound)
    while let start = open {
      guard let end = text.offset(of: mark.span, from: start + mark.count) else { return }
      let inner = start + mark.count..<end
      let isLine = inner.count <= limit && !bytes[inner].contains { $0 == 0x0A || $0 == 0x0D }
      open =
        isLine && body(inner, bytes, &document)
        ? text.offset(of: mark.span, from: end + mark.count) : end
    }
  }

  // MARK: Kinds of marks

  private static func findKeys(_ document: inout LintedDocument) {
    forEachPair(of: "++", &document) { inner, bytes, document in
      guard isFree(inner.lowerBound - 2..<inner.upperBound + 2, bytes) else { return false }
      let names = String(decoding: bytes[inner], as: UTF8.self).split(
        separator: "+", omittingEmptySubsequences: false
      ).map(String.init)
      guard names.allSatisfy({ isKey($0) || isSign($0) || isQuoted($0) }) else { return false }
      let keys = names.map { name in
        "<kbd>"
          + (isQuoted(name)
            ? String(name.dropFirst().dropLast())
            : (name.prefix(1).uppercased() + name.dropFirst()).replacing("-", with: " "))
          + "</kbd>"
      }
      report(
        inner, 2, "these keys are shown with their signs", keys.joined(separator: "+"), &document,
        isCertain: !names.allSatisfy(isSign))
      return true
    }
  }

  /// Whether a name is one letter or digit.
  private static func isSign(_ name: String) -> Bool {
    name.utf8.count == 1 && name.utf8.first?.isASCIIAlphanumeric == true
  }

  /// Whether a name is what a key says, in quotation marks.
  private static func isQuoted(_ name: String) -> Bool {
    name.utf8.count > 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
      && !name.utf8.contains(where: { "<>&".utf8.contains($0) })
  }

  private static func isKey(_ name: String) -> Bool {
    keyNames.contains(name)
      || name.utf8.first == UInt8(ascii: "f")
        && Int(name.dropFirst()).map((1...12).contains) == true
  }

  private static func findInsertions(_ document: inout LintedDocument) {
    forEachPair(of: "^^", &document) { inner, bytes, document in
      guard isText(inner, bytes), !bytes[inner].contains(UInt8(ascii: "^")),
        isFree(inner.lowerBound - 2..<inner.upperBound + 2, bytes)
      else { return false }
      let text = document.document.source.text(inner)
      report(
        inner, 2, "this inserted text is shown with its signs", "<ins>\(text)</ins>", &document)
      return true
    }
  }

  /// Finds raised or lowered text, which follows a word and has no spaces.
  private static func findShifted(by sign: UInt8, _ document: inout LintedDocument) {
    let isRaised = sign == UInt8(ascii: "^")
    forEachPair(of: isRaised ? "^" : "~", &document) { inner, bytes, document in
      guard !inner.isEmpty, inner.count <= 20, bytes[inner].allSatisfy({ isShifted($0) }),
        inner.lowerBound > 1, bytes[inner.lowerBound - 2].isASCIIAlphanumeric,
        inner.upperBound + 1 >= bytes.count || bytes[inner.upperBound + 1] != sign
      else { return false }
      let text = document.document.source.text(inner)
      let name = isRaised ? "sup" : "sub"
      report(
        inner, 1,
        isRaised
          ? "this raised text is shown with its signs" : "this lowered text is struck through",
        "<\(name)>\(text)</\(name)>", &document, isCertain: inner.count == 1)
      return true
    }
  }

  private static func isShifted(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  private static func findChanges(_ document: inout LintedDocument) {
    let marks: [(open: StaticString, close: StaticString)] = [
      ("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}"),
    ]
    for mark in marks {
      for range in ToolTags.all(in: document, from: mark.open, to: mark.close) {
        document.report(
          .inlineMarkup, "this change of CriticMarkup is shown as text", range,
          help: "accept or reject it; a comment may stand between `%%` and `%%`")
      }
    }
  }

  // MARK: Reports

  private static func report(
    _ inner: Range<Int>, _ width: Int, _ message: String, _ html: String,
    _ document: inout LintedDocument, isCertain: Bool = true
  ) {
    document.report(
      .inlineMarkup, message, inner.lowerBound - width..<inner.upperBound + width,
      Advice("write `\(html)`", fixes: [Fix(html, isCertain ? .certain : .possible)]))
  }

  /// Whether a text begins and ends with something else than a space.
  private static func isText(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard let first = bytes[range].first, let last = bytes[range].last else { return false }
    return !first.isASCIISpace && !last.isASCIISpace
  }

  /// Whether no word and no further sign touches a range.
  private static func isFree(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    func isEdge(_ index: Int, _ sign: UInt8) -> Bool {
      guard bytes.indices.contains(index) else { return true }
      return !bytes[index].isWordByte && bytes[index] != sign && bytes[index] != UInt8(ascii: "{")
    }
    return isEdge(range.lowerBound - 1, bytes[range.lowerBound])
      && isEdge(range.upperBound, bytes[range.lowerBound])
  }
}
