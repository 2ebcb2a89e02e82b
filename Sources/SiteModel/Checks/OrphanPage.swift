import Diagnostics

extension Rule {
  package static let orphanPage = Rule(
    "orphan-page", .note,
    "Readers come by links in texts. A page that no text, path or front matter names is found in "
      + "the list of its folder only.",
    example: """
      content/articles/lonely.md:
      ---
      title: Nobody links here
      ---
      A text.
      """)
}

/// Finds pages that nothing links to.
enum OrphanPage: PageCheck {
  static let rule = Rule.orphanPage

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    // Terms are linked where they are mentioned; plain pages at the top stand in every footer.
    guard page.isContent, page.type != .term, !page.path.folder.isEmpty,
      site.site.graph.backlinks[page.id].isEmpty
    else { return [] }
    return [
      Diagnostic(
        rule, "no page links to “\(page.title)”", at: page.location(of: "title"),
        help: "link to it where a reader would want it: `[[\(page.path.reference)]]`")
    ]
  }
}
