import Diagnostics

/// A change in the front matter of a page: in what is there, or a line that is added.
enum FrontMatterChange {
  case edit(SourceEdits.Edit)
  case line(String)

  /// The edit that adds lines to front matter, which is created if necessary: at its end, but in TOML before the first
  /// table.
  static func adding(
    _ lines: [String], to source: SourceText, _ matter: FrontMatter
  ) -> SourceEdits.Edit {
    let lineEnd = lineEnd(of: source)
    let block = matter.range
    let text = lines.map { $0 + lineEnd }.joined()
    if matter.isTOML, let start = FrontMatterFence.toml(source.bytes)?.text.lowerBound {
      return SourceEdits.Edit(start..<start, text)
    }
    let fence = "---" + lineEnd
    guard !block.isEmpty else { return SourceEdits.Edit(0..<0, fence + text + fence) }
    // The closing fence is the last line of the block.
    let number = source.lines.line(at: block.upperBound - 1)
    let end = source.lines.range(ofLine: number).lowerBound
    return SourceEdits.Edit(end..<end, text)
  }

  static func lineEnd(of source: SourceText) -> String {
    let bytes = source.bytes
    guard let end = bytes.firstIndex(of: 0x0A), end > 0, bytes[end - 1] == 0x0D else { return "\n" }
    return "\r\n"
  }
}
