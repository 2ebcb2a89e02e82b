import Diagnostics

/// Reports earlier anchors that the page still has.
enum PresentAnchor: PageCheck {
  static let rule = Rule(
    "present-anchor", .warning,
    "An alias with an anchor, such as `/pay/#raise`, leads readers from an anchor that a page had earlier to "
      + "another page. While the page has a heading with that anchor, readers see the heading.",
    example: """
      content/pay.md:
      ---
      title: Pay
      ---
      ## Raise
      content/raise.md:
      ---
      title: How to ask for a raise
      aliases: ["/pay/#raise"]
      ---
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard !page.record.texts("aliases").isEmpty else { return [] }
    return page.earlierAnchors.compactMap { earlier in
      guard let route = earlier.route, case .page(let id) = site.site.routes[route.text],
        site.site.pages[id].parsed.anchors.contains(earlier.anchor)
      else { return nil }
      let host = site.site.pages[id]
      return Diagnostic(
        rule, "“\(host.title)” still has the anchor `#\(earlier.anchor)`",
        at: page.source.location(of: earlier.alias.range),
        help: "remove the alias, or rename the heading in `\(host.path.text)`")
    }
  }
}
