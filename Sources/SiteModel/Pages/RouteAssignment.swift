import Diagnostics

/// Assigns addresses to pages and redirects, and reports conflicts.
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
    for page in pages { claimAnchors(of: page) }
  }

  private mutating func claimAliases(of page: Page) {
    var taken: Set<LocatedText> = []
    let foreign = Set(page.record.texts(ForeignKey.addresses.name).map(\.range))
    for alias in page.earlierAddresses {
      let location = page.source.location(of: alias.range)
      guard let route = Route(earlierAddress: alias.text) else {
        diagnostics.append(
          Diagnostic(
            .invalidSlug, "`\(alias.text)` is not a valid address", at: location,
            help: "write only the path, such as `/guides/start/`"))
        continue
      }
      // Other tools list the present address among the earlier ones.
      if page.hasOwnFile,
        route.outputPath == page.route.outputPath || table[route.text] == .page(page.id)
      {
        continue
      }
      if let diagnostic = route.outputPath.diagnostic(at: location) {
        diagnostics.append(diagnostic)
        continue
      }
      if let owner = table.claim(route, for: .redirect(to: page.id, from: route)) {
        // Other tools have one address in `permalink` and among the aliases.
        if case .redirect(page.id, _) = owner, foreign.contains(alias.range) { continue }
        reportTaken(route, by: owner, alias, of: page)
        taken.insert(alias)
      }
    }
    guard page.type.has(.listEntry), let folder = page.ownRoute.folder else { return }
    for (slug, alias) in page.earlierEntries {
      let anchor = Route(folder.text + "#" + slug)
      if let owner = table.claim(anchor, for: .page(page.id)), !taken.contains(alias) {
        reportTaken(anchor, by: owner, alias, of: page)
      }
    }
  }

  /// Assigns the earlier anchors of a page to the pages that had them.
  ///
  /// If there is no page at the address, it becomes a redirect to this page, as for an alias without an anchor.
  private mutating func claimAnchors(of page: Page) {
    for earlier in page.earlierAnchors {
      let (alias, anchor) = (earlier.alias, earlier.anchor)
      let location = page.source.location(of: alias.range)
      guard let route = earlier.route else {
        diagnostics.append(
          Diagnostic(
            .invalidSlug, "`\(alias.text)` is not a valid address", at: location,
            help: "write a path and an anchor, such as `/guides/start/#pay`"))
        continue
      }
      if let diagnostic = route.outputPath.diagnostic(at: location) {
        diagnostics.append(diagnostic)
        continue
      }
      let host =
        switch table.claim(route, for: .redirect(to: page.id, from: route)) {
        case .page(let id), .redirect(let id, _): pages[id]
        case nil: page
        }
      let place = Route(host.route.text + "#" + anchor)
      if let owner = table.claim(place, for: .page(page.id)) {
        reportTaken(place, by: owner, alias, of: page)
      } else {
        table.add(.init(anchor: anchor, page: page.id), to: hostID(host))
      }
    }
  }

  /// The page whose file contains a page: the page of the folder for an entry of a list.
  private func hostID(_ page: Page) -> PageID {
    if page.hasOwnFile { return page.id }
    if case .page(let id) = table[page.route.text] { return id }
    return page.id
  }

  private mutating func reportTaken(
    _ route: Route, by owner: RouteTable.Owner, _ alias: LocatedText, of page: Page
  ) {
    let note: Diagnostic.Note
    let other: Page
    switch owner {
    case .page(let id):
      other = pages[id]
      note = .init("the other page is here", at: other.source.location)
    case .redirect(let id, let from):
      other = pages[id]
      let first = other.earlierAddresses.first { Route(earlierAddress: $0.text) == from }
      note = .init(
        "the other alias is here",
        at: first.map { other.source.location(of: $0.range) } ?? other.source.location)
    }
    diagnostics.append(
      Diagnostic(
        .duplicateRoute, "the address `/\(route.text)` already belongs to `\(other.path.text)`",
        at: page.source.location(of: alias.range), notes: [note],
        help: other === page ? "remove the alias" : "remove the alias, or move the other page"
      ).limited(to: .warning))
  }

  private mutating func reportTaken(_ page: Page, by owner: RouteTable.Owner) {
    guard case .page(let id) = owner else { return }
    let other = pages[id]
    let location =
      page.record.range(of: "slug").map { page.source.location(of: $0) } ?? page.source.location
    diagnostics.append(
      Diagnostic(
        .duplicateRoute,
        "`\(page.path.text)` and `\(other.path.text)` have the same address `\(page.address)`",
        at: location, notes: [.init("the other page is here", at: other.source.location)],
        help: "rename one of the files, or set its `slug`"))
  }
}
