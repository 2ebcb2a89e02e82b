import Diagnostics

/// Reports links without text.
enum EmptyLinkText: PageCheck {
  static let rule = Rule(
    "empty-link-text", .warning,
    "A link without text is invisible, and screen readers announce its address instead.",
    example: """
      content/articles/empty.md:
      ---
      title: Links
      ---
      Nothing to see: [](https://example.org).
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    page.parsed.references.compactMap { reference in
      guard reference.kind == .link || reference.kind == .wikiLink, let label = reference.label,
        label.utf8.allSatisfy({ $0 <= 0x20 })
      else { return nil }
      return Diagnostic(
        rule, "the link has no text", at: page.source.location(at: reference.place),
        help: "describe the target between the brackets")
    }
  }
}
