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
