import Diagnostics

/// Reports pages that no other page links to.
enum OrphanPage: PageCheck {
  static let rule = Rule(
    "orphan-page", .note,
    "Readers find pages through links in texts. A page that no other page links to appears only in "
      + "the list of its folder.",
    example: """
      content/articles/lonely.md:
      ---
      title: Nobody links here
      ---
      A text.
      """,
    grouping: .once)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    // Mentions of terms become links, and every footer links to the pages directly in `content/`.
    guard page.type.isContent, !page.isUnlisted, !page.type.has(.term), !page.place.folder.isEmpty,
      site.site.graph.backlinks[page.id].isEmpty
    else { return [] }
    return finding(
      "no page links to “\(page.title)”", at: "title", of: page,
      help: "link to it from a related text: `[[\(page.reference)]]`")
  }
}
