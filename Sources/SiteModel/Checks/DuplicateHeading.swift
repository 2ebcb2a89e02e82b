import Diagnostics
import Markdown
import Text

extension Rule {
  package static let duplicateHeading = Rule(
    "duplicate-heading", .note,
    "Two headings of one text on a page are told apart in addresses by a number, which changes when "
      + "another such heading is written above. Links to them then lead to the wrong one.",
    example: """
      content/articles/twice.md:
      ---
      title: Examples
      ---
      ## An example

      ## An example
      """)
}

/// Finds headings whose anchor another heading of the page took.
enum DuplicateHeading: PageCheck {
  static let rule = Rule.duplicateHeading

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    var first: [String: Heading] = [:]
    var problems: [Diagnostic] = []
    for heading in page.parsed.outline {
      let slug = Slug.heading(heading.text)
      guard let other = first[slug] else {
        first[slug] = heading
        continue
      }
      problems.append(
        Diagnostic(
          rule, "another heading of the page says “\(heading.text)”",
          at: page.source.location(at: heading.place),
          notes: [.init("the first one is here", at: page.source.location(at: other.place))],
          help: "word it differently; links reach it by `#\(heading.anchor)` only"))
    }
    return problems
  }
}
