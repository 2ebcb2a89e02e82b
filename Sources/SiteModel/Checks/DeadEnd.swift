import Diagnostics

extension Rule {
  package static let deadEnd = Rule(
    "dead-end", .note,
    "A guide or an answer without a link leaves its reader with nowhere to go next.",
    example: """
      content/articles/dead-end.md:
      ---
      title: A guide without a link
      ---
      A text that ends here.
      """)
}

/// Finds guides and answers that link to no other page.
enum DeadEnd: PageCheck {
  static let rule = Rule.deadEnd

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard [.article, .faq].contains(page.type), site.site.graph.outgoing[page.id].isEmpty else {
      return []
    }
    return [
      Diagnostic(
        rule, "“\(page.title)” links to no other page", at: page.location(of: "title"),
        help: "name a next step by `next`, pages beside it by `related`, or link in the text")
    ]
  }
}
