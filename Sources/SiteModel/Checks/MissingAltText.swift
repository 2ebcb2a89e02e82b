import Diagnostics

/// Reports pictures without a description.
enum MissingAltText: PageCheck {
  static let rule = Rule(
    "missing-alt-text", .warning,
    "Readers who cannot see a picture need a description: `![description](picture.png)`. For a purely "
      + "decorative picture, allow a missing description with a comment.",
    example: """
      content/articles/picture.md:
      ---
      title: A picture
      ---
      ![](https://example.org/chart.png)
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    page.parsed.references.compactMap { reference in
      guard reference.kind == .image, reference.label?.utf8.allSatisfy({ $0 <= 0x20 }) ?? true
      else { return nil }
      return Diagnostic(
        rule, "the picture has no description", at: page.source.location(at: reference.place),
        help:
          "describe it between `![` and `]`; above a decorative picture, write "
          + "`<!-- waymark: allow \(rule.id) -->`")
    }
  }
}
