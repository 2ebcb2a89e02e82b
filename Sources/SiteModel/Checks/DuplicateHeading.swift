import Diagnostics
import Markdown
import Text

/// Reports headings with the same text as an earlier heading of the page.
enum DuplicateHeading: PageCheck {
  static let rule = Rule(
    "duplicate-heading", .note,
    "Headings with the same text get numbered anchors. The numbers change when such a heading is "
      + "added above, and links then lead to the wrong heading.",
    example: """
      content/articles/twice.md:
      ---
      title: Examples
      ---
      ## An example

      ## An example
      """,
    grouping: .once)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    var first: [String: Heading] = [:]
    var diagnostics: [Diagnostic] = []
    for heading in page.parsed.outline {
      let slug = Slug.heading(heading.text)
      guard let other = first[slug] else {
        first[slug] = heading
        continue
      }
      diagnostics.append(
        Diagnostic(
          rule, "another heading on this page has the text “\(heading.text)”",
          at: page.source.location(at: heading.place),
          notes: [.init("the first one is here", at: page.source.location(at: other.place))],
          help: "change the text; the anchor of this heading is `#\(heading.anchor)`"))
    }
    return diagnostics
  }
}
