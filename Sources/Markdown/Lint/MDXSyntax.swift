import Diagnostics
import Text

extension Rule {
  static let mdx = Rule(
    "mdx", .warning,
    "MDX is Markdown with JavaScript. Waymark reads the Markdown of such a file; imports, exports, "
      + "components and expressions are shown as text or left out.",
    example: """
      content/page.md:
      import Tabs from '@theme/Tabs';

      Text.
      """,
    grouping: .once)
}

/// Finds imports, exports, components, expressions and comments of MDX.
///
/// Tags of components that are HTML to Markdown are reported where they are left out.
enum MDXSyntax: MarkdownCheck {
  static let rules = [Rule.mdx]

  static func run(on document: inout LintedDocument) {
    findModules(&document)
    findComments(&document)
    findComponents(&document)
    findAttributes(&document)
  }

  private static func report(
    _ what: String, _ range: Range<Int>, _ document: inout LintedDocument,
    help: String = "replace it by Markdown"
  ) {
    document.report(.mdx, "this \(what) of MDX is shown as text", range, help: help)
  }

  // MARK: Lines

  private static let exports = [
    "export const ", "export default ", "export function ", "export {", "export let ",
    "export * from ",
  ]

  /// Finds imports and exports at the start of a paragraph, and expressions in files of MDX.
  private static func findModules(_ document: inout LintedDocument) {
    let isMDX = document.document.source.name.lowercased().hasSuffix(".mdx")
    guard isMDX || document.prose.contains("import ") || document.prose.contains("export ") else {
      return
    }
    var mayBegin = true
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      guard let first = text.first else {
        mayBegin = true
        continue
      }
      if mayBegin, isImport(text) {
        report("import", text.startIndex..<text.endIndex, &document, help: "remove it")
      } else if mayBegin, exports.contains(where: { text.starts(with: $0.utf8) }) {
        report("export", text.startIndex..<text.endIndex, &document)
        mayBegin = false
      } else {
        if isMDX, first == UInt8(ascii: "{"), !text.starts(with: "{/*".utf8),
          !text.starts(with: "{{".utf8), !text.starts(with: "{%".utf8)
        {
          report("expression", text.startIndex..<text.endIndex, &document)
        } else if isMDX {
          findExpressions(text, &document)
        }
        mayBegin = false
      }
    }
  }

  /// Finds expressions within a line; O(n).
  private static func findExpressions(_ text: ArraySlice<UInt8>, _ document: inout LintedDocument) {
    var start = text.startIndex
    while let open = text[start...].firstIndex(of: UInt8(ascii: "{")) {
      start = open + 1
      // Ids, comments, tags of templates and the values of attributes are none.
      guard start < text.endIndex, !"#/{%".utf8.contains(text[start]),
        open == text.startIndex || !"{=$".utf8.contains(text[open - 1]),
        let close = text[start...].firstIndex(where: { $0 == 0x7B || $0 == 0x7D }),
        text[close] == UInt8(ascii: "}"), close > start
      else { continue }
      start = close + 1
      report("expression", open..<start, &document)
    }
  }

  /// Whether a line is an import of JavaScript, which has quotation marks or braces.
  private static func isImport(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "import ".utf8) else { return false }
    let rest = line.dropFirst(7).drop(while: \.isBlank)
    guard let first = rest.first, let last = rest.last else { return false }
    if first == UInt8(ascii: "{") { return true }
    let end = last == UInt8(ascii: ";") ? rest.dropLast().last : last
    return end == UInt8(ascii: "'") || end == UInt8(ascii: "\"")
  }

  // MARK: Comments

  private static func findComments(_ document: inout LintedDocument) {
    for range in ToolTags.all(in: document, from: "{/*", to: "*/}") {
      let inner = document.document.source.text(range.lowerBound + 3..<range.upperBound - 3)
      let isSafe = !inner.contains("--") && !inner.contains(">")
      document.report(
        .mdx, "this comment of MDX is shown as text", range,
        Advice(
          "write it as a comment of HTML: `<!-- … -->`",
          fixes: isSafe
            ? [Fix("<!--\(inner)-->", .certain, label: "write a comment of HTML")] : []))
    }
  }

  // MARK: Components

  /// Whether `{{ … }}` is the value of an attribute, as in `style={{width: 10}}`.
  static func isAttribute(_ range: Range<Int>, _ prose: [UInt8]) -> Bool {
    range.lowerBound > 0 && prose[range.lowerBound - 1] == UInt8(ascii: "=")
  }

  private static func findAttributes(_ document: inout LintedDocument) {
    for range in ToolTags.all(in: document, from: "{{", to: "}}")
    where isAttribute(range, document.prose.bytes) {
      report("attribute", range, &document)
    }
  }

  /// Finds tags of components with attributes that are no HTML, which Markdown reads as text.
  private static func findComponents(_ document: inout LintedDocument) {
    guard document.prose.contains("<") else { return }
    let text = document.document.text
    for node in document.document.nodes where node.kind == .text {
      let start = node.text.lowerBound
      guard start < node.text.upperBound, text[start] == UInt8(ascii: "<") else { continue }
      let letters = text[(start + 1)...].prefix(2)
      guard letters.count == 2, letters.allSatisfy(\.isASCIILetter), let first = letters.first,
        let second = letters.last, first != first.asciiLowercased,
        second == second.asciiLowercased,
        let source = document.source(ofText: start..<start + 1),
        document.prose.bytes[source.lowerBound] == UInt8(ascii: "<")
      else { continue }
      let name = document.bytes[(source.lowerBound + 1)...].prefix { $0.isASCIIAlphanumeric }
      report("component", source.lowerBound..<name.endIndex, &document)
    }
  }
}
