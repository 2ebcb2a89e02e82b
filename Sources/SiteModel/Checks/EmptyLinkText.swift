import Diagnostics

extension Rule {
  package static let emptyLinkText = Rule(
    "empty-link-text", .warning,
    "A link without words cannot be seen, and a screen reader can only read its address out.",
    example: """
      content/articles/empty.md:
      ---
      title: Links
      ---
      Nothing to see: [](https://example.org).
      """)
}

/// Finds links without a text.
enum EmptyLinkText: PageCheck {
  static let rule = Rule.emptyLinkText

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    page.parsed.references.compactMap { reference in
      guard reference.kind == .link || reference.kind == .wikiLink, let label = reference.label,
        label.utf8.allSatisfy({ $0 <= 0x20 })
      else { return nil }
      return Diagnostic(
        rule, "this link has no text", at: page.source.location(at: reference.place),
        help: "write between the brackets what the reader will find there")
    }
  }
}
