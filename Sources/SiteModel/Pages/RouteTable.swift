/// The pages and redirects by address.
///
/// Addresses are compared without case, because many file systems ignore case.
package struct RouteTable: Sendable {
  /// The content at an address.
  package enum Owner: Sendable, Hashable {
    case page(PageID)
    case redirect(to: PageID, from: Route)
  }

  private var owners: [String: Owner] = [:]

  /// The page or redirect at a route, ignoring case.
  package subscript(route: String) -> Owner? { owners[route.lowercased()] }

  /// Assigns an address.
  ///
  /// Returns the owner if it is assigned already.
  mutating func claim(_ route: Route, for owner: Owner) -> Owner? {
    let key = route.text.lowercased()
    if let present = owners[key] { return present }
    owners[key] = owner
    return nil
  }

  /// All redirects, sorted by route.
  package var redirects: [(from: Route, to: PageID)] {
    owners.values.compactMap { owner in
      if case .redirect(let page, let route) = owner { (route, page) } else { nil }
    }.sorted { $0.from < $1.from }
  }

  /// All routes, sorted.
  var routes: [String] { owners.keys.sorted() }
}
