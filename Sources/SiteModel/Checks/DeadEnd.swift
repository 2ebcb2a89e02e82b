import Diagnostics

/// Reports guides and answers that link to no other page.
enum DeadEnd: PageCheck {
  static let rule = Rule(
    "dead-end", .note,
    "A guide or an answer without links gives its reader no next step.",
    example: """
      content/articles/dead-end.md:
      ---
      title: A guide without a link
      ---
      A text that ends here.
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.leadsOn), site.site.graph.outgoing[page.id].isEmpty,
      !site.site.links[page.id].targets.contains(where: \.isInOtherLanguage)
    else {
      return []
    }
    return finding(
      "“\(page.title)” links to no other page", at: "title", of: page,
      help: "add a link to the text, or set `next` or `related`")
  }
}
