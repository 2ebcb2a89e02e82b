import Diagnostics

extension Rule {
  package static let missingAltText = Rule(
    "missing-alt-text", .warning,
    "Who cannot see a picture reads its description, `![description](picture.png)`. A picture that "
      + "only decorates needs none: allow it by a comment.",
    example: """
      content/articles/picture.md:
      ---
      title: A picture
      ---
      ![](https://example.org/chart.png)
      """)
}

/// Finds pictures without a description.
enum MissingAltText: PageCheck {
  static let rule = Rule.missingAltText

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    page.parsed.references.compactMap { reference in
      guard reference.kind == .image, reference.label?.utf8.allSatisfy({ $0 <= 0x20 }) ?? true
      else { return nil }
      return Diagnostic(
        rule, "this picture has no description", at: page.source.location(at: reference.place),
        help:
          "say between `![` and `]` what it shows, or write `<!-- waymark: allow \(rule.id) -->` "
          + "above a picture that only decorates")
    }
  }
}
