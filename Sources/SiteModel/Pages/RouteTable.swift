/// The pages and redirects by address.
///
/// Addresses are compared without case, because many file systems ignore case.
package struct RouteTable: Sendable {
  /// The content at an address.
  package enum Owner: Sendable, Hashable {
    case page(PageID)
    case redirect(to: PageID, from: Route)
  }

  /// An anchor that led to a text which is now on another page, or at the top of the same page.
  package struct MovedAnchor: Sendable, Hashable {
    /// The anchor without a number sign.
    package let anchor: String
    /// The page that has the text now.
    package let page: PageID
  }

  private var owners: [String: Owner] = [:]
  /// The moved anchors of each page that has some, in the order of the pages that have the texts now.
  private var moved: [PageID: [MovedAnchor]] = [:]

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

  /// The anchors that a page had earlier.
  package func movedAnchors(of page: PageID) -> [MovedAnchor] { moved[page] ?? [] }

  /// Adds an earlier anchor of a page, which now leads to another page.
  mutating func add(_ anchor: MovedAnchor, to page: PageID) {
    moved[page, default: []].append(anchor)
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
