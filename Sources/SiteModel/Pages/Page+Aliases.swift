/// What a page's `aliases` say: an earlier address, or another name.
///
/// What begins with a slash is an address. A slash elsewhere makes an address too, except with terms, which may be
/// called `and/or`.
extension Page {
  /// The names by which texts and readers call the page, beside its title.
  package var otherNames: [LocatedText] {
    record.texts("aliases").filter { !isAddress($0.text) }
  }

  /// The addresses that the page had, which redirect to it.
  package var earlierAddresses: [LocatedText] {
    record.texts("aliases").filter { isAddress($0.text) }
  }

  /// What the page was called as an entry of its folder's list, such as `old` in `/faq/#old`.
  package var earlierSlugs: [String] { earlierEntries.map(\.slug) }

  /// The same, each with the alias that says so.
  var earlierEntries: [(slug: String, alias: LocatedText)] {
    guard let folder = ownRoute.folder else { return [] }
    return earlierAddresses.compactMap { alias in
      guard let route = Route(earlierAddress: alias.text), route.folder == folder,
        let name = route.name, name != slug
      else { return nil }
      return (name, alias)
    }
  }

  /// The address that the page has, or would have if it were no entry of its folder's list.
  package var ownRoute: Route { entryAnchor.map { Route(route.text + $0 + "/") } ?? route }

  /// The address from the site's root, without its base path: `/faq/` with an entry's anchor.
  var sitePath: String { "/" + route.text + (entryAnchor.map { "#" + $0 } ?? "") }

  private func isAddress(_ alias: String) -> Bool {
    alias.hasPrefix("/") || type != .term && alias.contains("/")
  }
}
