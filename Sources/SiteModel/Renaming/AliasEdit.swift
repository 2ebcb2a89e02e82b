import Diagnostics

/// The edit of front matter that adds an earlier address to `aliases`, in the style of the file.
///
/// In TOML every text stands in quotation marks.
struct AliasEdit {
  let edit: SourceEdits.Edit

  /// Adds `address` to the `aliases` of a page, or replaces the alias for its current address `present`.
  init(_ address: String, to page: Page, replacing present: Route) {
    let source = page.source
    let aliases = page.record.texts("aliases")
    let matter = FrontMatter.read(source, type: page.type, setsPunctuation: false)
    let address = matter.isTOML ? "\"\(address)\"" : address
    if let back = aliases.first(where: { Route(earlierAddress: $0.text) == present }) {
      edit = SourceEdits.Edit(back.range, address)
    } else if let range = page.record.range(of: "aliases"), !range.isEmpty {
      edit = Self.appending(address, to: aliases, range, in: source)
    } else {
      edit = Self.adding(
        matter.isTOML ? "aliases = [\(address)]" : "aliases: [\(address)]", to: source, matter)
    }
  }

  private static func appending(
    _ address: String, to aliases: [LocatedText], _ range: Range<Int>, in source: SourceText
  ) -> SourceEdits.Edit {
    let end = aliases.last?.range.upperBound ?? range.lowerBound + 1
    if source.bytes[range.lowerBound] == UInt8(ascii: "[") {
      return SourceEdits.Edit(end..<end, (aliases.isEmpty ? "" : ", ") + address)
    }
    guard let last = aliases.last else { return SourceEdits.Edit(range, "[\(address)]") }
    let line = source.lines.range(ofLine: source.lines.line(at: last.range.lowerBound))
    let opening = source.text(line.lowerBound..<last.range.lowerBound)
    guard opening.allSatisfy({ $0 == " " || $0 == "-" }), opening.contains("-") else {
      let text = source.text(last.range)
      return SourceEdits.Edit(last.range, "[\(text), \(address)]")
    }
    let lineEnd = lineEnd(of: source)
    return SourceEdits.Edit(line.upperBound..<line.upperBound, lineEnd + opening + address)
  }

  /// Adds a line to the front matter, which is created if necessary: at its end, but in TOML before the first table.
  private static func adding(
    _ line: String, to source: SourceText, _ matter: FrontMatter
  ) -> SourceEdits.Edit {
    let lineEnd = lineEnd(of: source)
    let block = matter.range
    if matter.isTOML, let start = FrontMatterFence.toml(source.bytes)?.text.lowerBound {
      return SourceEdits.Edit(start..<start, line + lineEnd)
    }
    guard !block.isEmpty else {
      return SourceEdits.Edit(0..<0, ["---", line, "---", ""].joined(separator: lineEnd))
    }
    // The closing fence is the last line of the block.
    let number = source.lines.line(at: block.upperBound - 1)
    let fence = source.lines.range(ofLine: number).lowerBound
    return SourceEdits.Edit(fence..<fence, line + lineEnd)
  }

  private static func lineEnd(of source: SourceText) -> String {
    let bytes = source.bytes
    guard let end = bytes.firstIndex(of: 0x0A), end > 0, bytes[end - 1] == 0x0D else { return "\n" }
    return "\r\n"
  }
}
