import Algorithms
import Diagnostics

/// Which page or redirect answers at which address.
///
/// Addresses are compared without regard to case, because many disks do not tell `A` from `a`.
package struct RouteTable: Sendable {
  /// What is written at an address.
  package enum Owner: Sendable, Hashable {
    case page(PageID)
    case redirect(to: PageID, from: Route)
  }

  private var owners: [String: Owner] = [:]

  /// The page or redirect at a route written in any case.
  package subscript(route: String) -> Owner? { owners[route.lowercased()] }

  /// Takes an address; answers with the present owner where it is taken.
  mutating func claim(_ route: Route, for owner: Owner) -> Owner? {
    let key = route.text.lowercased()
    if let present = owners[key] { return present }
    owners[key] = owner
    return nil
  }

  /// Every redirect, by its route.
  package var redirects: [(from: Route, to: PageID)] {
    owners.values.compactMap { owner in
      if case .redirect(let page, let route) = owner { (route, page) } else { nil }
    }.sorted { $0.from < $1.from }
  }

  /// Every route in use.
  var routes: [String] { owners.keys.sorted() }
}

/// Gives every page its address and finds those that two pages want.
struct RouteAssignment {
  let site: SiteAddress
  private(set) var table = RouteTable()
  private(set) var diagnostics: [Diagnostic] = []

  init(_ site: SiteAddress) {
    self.site = site
  }

  /// The pages with their addresses, in the order of their paths.
  mutating func assign(_ parsed: [ParsedPage]) -> [Page] {
    let placed = Array(parsed.indices).concurrentMap { [site] in
      Self.place(parsed[$0], $0, at: site)
    }
    let pages = placed.map(\.page)
    for (page, problems) in placed {
      diagnostics += problems
      let place = Route(page.route.text + (page.entryAnchor.map { "#" + $0 } ?? ""))
      guard let owner = table.claim(place, for: .page(page.id)) else { continue }
      reportTaken(page, by: owner, pages)
    }
    for page in pages { claimAliases(of: page, pages) }
    return pages
  }

  private static func place(
    _ parsed: ParsedPage, _ id: PageID, at site: SiteAddress
  ) -> (page: Page, problems: [Diagnostic]) {
    if parsed.type == .notFound {
      let page = Page(
        id: id, parsed: parsed, route: Route("404.html"), entryAnchor: nil, at: site)
      return (page, [])
    }
    var diagnostics: [Diagnostic] = []
    let own = parsed.record.locatedText("slug")
    var slug = Slug(own?.text ?? parsed.path.stem).text
    if slug.isEmpty, !parsed.path.isIndex {
      diagnostics.append(
        Diagnostic(
          .invalidSlug, "no address can be made of `\(own?.text ?? parsed.path.stem)`",
          at: own.map { parsed.source.location(of: $0.range) } ?? parsed.source.location,
          help: "give the page a `slug` with letters or digits"))
      slug = "page-\(id)"
    }
    let folders = parsed.path.components.dropLast()
    if let folder = folders.first(where: { Slug(String($0)).text.isEmpty }) {
      diagnostics.append(
        Diagnostic(
          .invalidSlug, "no address can be made of the folder `\(folder)`",
          at: parsed.source.location, help: "give the folder a name with letters or digits"))
    }
    let route = Route(for: parsed.path, slug: slug)
    let isEntry = parsed.type.livesOnIndexWhenEmpty && parsed.body.bytes.isEmpty
    guard isEntry else {
      return (Page(id: id, parsed: parsed, route: route, entryAnchor: nil, at: site), diagnostics)
    }
    let parts = route.text.split(separator: "/")
    let folder = Route(parts.dropLast().map { $0 + "/" }.joined())
    let page = Page(
      id: id, parsed: parsed, route: folder, entryAnchor: parts.last.map(String.init), at: site)
    return (page, diagnostics)
  }

  /// A term's aliases are spellings; those of any other page are earlier addresses.
  private mutating func claimAliases(of page: Page, _ pages: [Page]) {
    guard page.type != .term else { return }
    for alias in page.record.texts("aliases") where alias.text.contains("/") {
      guard let route = Route(earlierAddress: alias.text) else {
        diagnostics.append(
          Diagnostic(
            .invalidSlug, "`\(alias.text)` is no address of this site",
            at: page.source.location(of: alias.range),
            help: "write the earlier path alone, such as `/guides/start/`"))
        continue
      }
      let redirect = RouteTable.Owner.redirect(to: page.id, from: route)
      guard let owner = table.claim(route, for: redirect) else { continue }
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
  }

  private mutating func reportTaken(_ page: Page, by owner: RouteTable.Owner, _ pages: [Page]) {
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
