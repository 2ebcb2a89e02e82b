import Diagnostics

/// Reports texts of `waymark new` that nobody replaced.
enum StarterText: PageCheck {
  static let rule = Rule(
    "starter-text", .warning,
    "`waymark new` starts a page with sample text. On a published page it tells readers that the page "
      + "is not finished.",
    example: """
      content/articles/new.md:
      ---
      title: A new page
      ---
      The answer, first.
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    let lines = page.source.lines
    return (1...lines.count).compactMap { number in
      let line = lines.range(ofLine: number)
      guard let found = page.type.samples.match(line, in: page.source.bytes) else { return nil }
      return Diagnostic(
        rule, "this sample text of `waymark new` is still on the page",
        at: page.source.location(of: found), help: "replace it, or set `draft: true`")
    }
  }
}
