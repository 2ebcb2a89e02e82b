import Diagnostics
import Markdown

extension Rule {
  package static let headingJump = Rule(
    "heading-jump", .warning,
    "Headings are the page's outline: who listens to a page goes from heading to heading, and a level "
      + "left out sounds like a part that is missing. The title is of level 1.",
    example: """
      content/articles/jump.md:
      ---
      title: Headings
      ---
      ## A part

      #### A part of a part of it
      """)
}

/// Finds headings that lie more than one level below the one before.
enum HeadingJump: PageCheck {
  static let rule = Rule.headingJump

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    // A home page's text stands under a heading of the template's.
    var level = page.type == .home ? 2 : 1
    for heading in page.parsed.outline {
      defer { level = heading.level }
      guard heading.level > level + 1 else { continue }
      let marks = marks(of: heading, in: page)
      let wanted = String(repeating: "#", count: level + 1)
      problems.append(
        Diagnostic(
          rule,
          "this heading is of level \(heading.level), "
            + (level == 1 && heading == page.parsed.outline.first
              ? "and the title above it of level 1"
              : "and the one before it of level \(level)"),
          at: page.source.location(at: marks.map { .range($0) } ?? heading.place),
          // Which of the two is meant, only the author knows.
          advice: Advice(
            "write `\(wanted)`, or give it a heading above",
            fixes: marks == nil ? [] : [Fix(wanted, .possible)])))
    }
    return problems
  }

  /// The `#`s before a heading's words.
  private static func marks(of heading: Heading, in page: Page) -> Range<Int>? {
    guard case .range(let words) = heading.place else { return nil }
    let bytes = page.source.bytes
    var end = words.lowerBound
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t") {
      end -= 1
    }
    var start = end
    while start > 0, bytes[start - 1] == UInt8(ascii: "#") { start -= 1 }
    return end - start == heading.level ? start..<end : nil
  }
}
