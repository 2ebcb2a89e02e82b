import SiteModel

/// Where the copies of pages as Markdown are.
enum MarkdownFiles {
  /// The path of the copy of a page: `index.md` beside its `index.html`; `nil` for pages without one.
  ///
  /// Pages that are in no list have none, nor have the pages of folders and topics, which consist of links.
  static func path(of page: Page, _ configuration: SiteConfiguration) -> OutputPath? {
    guard configuration.outputs.contains(.markdown), page.hasOwnFile, !page.isUnlisted,
      page.type.isContent || page.isHome
    else { return nil }
    let html = page.route.outputPath.text
    return OutputPath((html.hasSuffix(".html") ? String(html.dropLast(5)) : html) + ".md")
  }
}
