import Diagnostics

/// Finds who has which address, and the addresses that two pages want.
struct RouteAssignment {
  private let pages: [Page]
  private(set) var table = RouteTable()
  private(set) var diagnostics: [Diagnostic] = []

  init(_ pages: [Page]) {
    self.pages = pages
    for page in pages {
      let place = Route(page.route.text + (page.entryAnchor.map { "#" + $0 } ?? ""))
      guard let owner = table.claim(place, for: .page(page.id)) else { continue }
      reportTaken(page, by: owner)
    }
    for page in pages { claimAliases(of: page) }
  }

  private mutating func claimAliases(of page: Page) {
    for alias in page.earlierAddresses {
      guard let route = Route(earlierAddress: alias.text) else {
        diagnostics.append(
          Diagnostic(
            .invalidSlug, "`\(alias.text)` is no address of this site",
            at: page.source.location(of: alias.range),
            help: "write the earlier path alone, such as `/guides/start/`"))
        continue
      }
      if let problem = route.outputPath.problem(at: page.source.location(of: alias.range)) {
        diagnostics.append(problem)
        continue
      }
      let redirect = RouteTable.Owner.redirect(to: page.id, from: route)
      if let owner = table.claim(route, for: redirect) {
        reportTaken(route, by: owner, alias, of: page)
      }
    }
    guard [.faq, .term].contains(page.type), let folder = page.ownRoute.folder else { return }
    for (slug, alias) in page.earlierEntries {
      let place = Route(folder.text + "#" + slug)
      if let owner = table.claim(place, for: .page(page.id)) {
        reportTaken(place, by: owner, alias, of: page)
      }
    }
  }

  private mutating func reportTaken(
    _ route: Route, by owner: RouteTable.Owner, _ alias: LocatedText, of page: Page
  ) {
    let other: PageID =
      switch owner {
      case .page(let id), .redirect(let id, _): id
      }
    diagnostics.append(
      Diagnostic(
        .duplicateRoute, "the address `/\(route.text)` is taken by `\(pages[other].path.text)`",
        at: page.source.location(of: alias.range),
        help: other == page.id ? "remove the alias" : "remove the alias, or move that page"))
  }

  private mutating func reportTaken(_ page: Page, by owner: RouteTable.Owner) {
    guard case .page(let id) = owner else { return }
    let other = pages[id]
    let location =
      page.record.range(of: "slug").map { page.source.location(of: $0) } ?? page.source.location
    diagnostics.append(
      Diagnostic(
        .duplicateRoute,
        "`\(page.path.text)` and `\(other.path.text)` would both be at `\(page.address)`",
        at: location, notes: [.init("the other page is here", at: other.source.location)],
        help: "rename one of the files, or give it a `slug` of its own"))
  }
}
