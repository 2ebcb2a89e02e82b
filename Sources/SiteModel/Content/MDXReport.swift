import Diagnostics
import Text

/// Reports the parts of an MDX page that are not Markdown; they are shown as text or left out.
enum MDXReport {
  /// The diagnostic for the first line that is not Markdown; `nil` for a page without such lines.
  ///
  /// Finds `import` and `export` at the start of a line, tags of components, and expressions in braces that begin a
  /// line, all outside fenced code. O(n).
  static func diagnostic(in source: SourceText, body: Range<Int>) -> Diagnostic? {
    var lines: [(range: Range<Int>, kind: String)] = []
    var fence: UInt8?
    var start = body.lowerBound
    let bytes = source.bytes
    while start < body.upperBound {
      let end = bytes[start..<body.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? body.upperBound
      let line = bytes[start..<end].drop { $0 == 0x20 }
      let isFence = line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8)
      if isFence, fence == nil || fence == line.first {
        fence = fence == nil ? line.first : nil
      } else if fence == nil, let kind = kind(of: line) {
        lines.append((line.startIndex..<end, kind))
      }
      start = end + 1
    }
    guard let first = lines.first else { return nil }
    let others = lines.count - 1
    let rest =
      others == 0 ? "" : "; so are \(others) other line\(others == 1 ? "" : "s") of this page"
    return Diagnostic(
      .mdx, "this \(first.kind) is MDX and not Markdown\(rest)",
      at: source.location(of: first.range),
      help: "replace it by Markdown; turn the rule off for the site by `checks: {mdx: off}`")
  }

  private static func kind(of line: ArraySlice<UInt8>) -> String? {
    if line.starts(with: "import ".utf8) && holdsQuote(line) || line.starts(with: "import {".utf8) {
      return "import"
    }
    let exports = [
      "export const ", "export default ", "export function ", "export {", "export let ",
    ]
    if exports.contains(where: { line.starts(with: $0.utf8) }) { return "export" }
    if line.first == UInt8(ascii: "{") { return "expression" }
    var rest = line
    while let sign = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(sign + 1)...]
      if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
      if let letter = rest.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) {
        return "component"
      }
    }
    return nil
  }

  private static func holdsQuote(_ line: ArraySlice<UInt8>) -> Bool {
    line.contains(UInt8(ascii: "'")) || line.contains(UInt8(ascii: "\""))
  }
}
