import Diagnostics

/// The edit of front matter that adds an earlier address to `aliases`, in the style of the file.
///
/// In TOML every text stands in quotation marks.
struct AliasEdit {
  let change: FrontMatterChange

  /// Adds `address` to the `aliases` of a page, or replaces the alias for its current address `present`.
  init(_ address: String, to page: Page, _ matter: FrontMatter, replacing present: Route) {
    let source = page.source
    let aliases = page.record.texts("aliases")
    let address = matter.isTOML ? "\"\(address)\"" : address
    if let back = aliases.first(where: { Route(earlierAddress: $0.text) == present }) {
      change = .edit(SourceEdits.Edit(back.range, address))
    } else if let range = page.record.range(of: "aliases"), !range.isEmpty {
      change = .edit(Self.appending(address, to: aliases, range, in: source))
    } else {
      change = .line(matter.isTOML ? "aliases = [\(address)]" : "aliases: [\(address)]")
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
    let lineEnd = FrontMatterChange.lineEnd(of: source)
    return SourceEdits.Edit(line.upperBound..<line.upperBound, lineEnd + opening + address)
  }
}
