import Diagnostics
import Markdown

/// Reports headings that are more than one level below the heading before.
enum HeadingJump: PageCheck {
  static let rule = Rule(
    "heading-jump", .warning,
    "Users of screen readers navigate by headings. A skipped level sounds like a missing section. "
      + "The title has level 1.",
    example: """
      content/articles/jump.md:
      ---
      title: Headings
      ---
      ## A part

      #### A part of a part of it
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    // On a home page, the template puts a heading of level 2 above the text.
    var level = page.isHome ? 2 : 1
    for heading in page.parsed.outline {
      defer { level = heading.level }
      guard heading.level > level + 1 else { continue }
      let marks = marks(of: heading, in: page)
      // Authors know the levels that they wrote.
      let lowered = heading.level - heading.writtenLevel
      let wanted = String(repeating: "#", count: level + 1 - lowered)
      diagnostics.append(
        Diagnostic(
          rule,
          "this heading has level \(heading.writtenLevel), "
            + (level == 1 && heading == page.parsed.outline.first
              ? "but the title above has level 1"
              : "but the heading before has level \(level - lowered)"),
          at: page.source.location(at: marks.map { .range($0) } ?? heading.place),
          // Only the author knows which of the two is right.
          advice: Advice(
            "write `\(wanted)`, or add a heading above",
            fixes: marks == nil ? [] : [Fix(wanted, .possible)])))
    }
    return diagnostics
  }

  /// The range of the number signs before the text of a heading.
  private static func marks(of heading: Heading, in page: Page) -> Range<Int>? {
    guard case .range(let words) = heading.place else { return nil }
    let bytes = page.source.bytes
    var end = words.lowerBound
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t") {
      end -= 1
    }
    var start = end
    while start > 0, bytes[start - 1] == UInt8(ascii: "#") { start -= 1 }
    return end - start == heading.writtenLevel ? start..<end : nil
  }
}
