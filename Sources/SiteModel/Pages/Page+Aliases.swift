import Text

/// An alias with an anchor: the place that a text had within another page.
struct EarlierAnchor {
  let alias: LocatedText
  /// The address of the other page; `nil` for an invalid alias.
  let route: Route?
  /// The anchor without the number sign.
  let anchor: String

  init(_ alias: LocatedText) {
    self.alias = alias
    let parts = alias.text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    anchor = parts.count > 1 ? String(parts[1]).percentDecoded : ""
    let isValid = !anchor.isEmpty && !anchor.contains { $0.isWhitespace }
    let isHome = parts[0].allSatisfy { $0 == "/" }
    route = isValid ? (isHome ? Route("") : Route(earlierAddress: String(parts[0]))) : nil
  }
}

/// The `aliases` of a page: earlier addresses, or other names.
///
/// An alias that starts with a slash is an address. So is one with a slash elsewhere or with the ending of an HTML file,
/// except for terms, whose names can contain both. An address with a number sign is an earlier anchor.
extension Page {
  /// The other names of the page in texts.
  package var otherNames: [LocatedText] {
    record.texts("aliases").filter { !isAddress($0.text) }
  }

  /// The earlier addresses of the page, which redirect to it.
  package var earlierAddresses: [LocatedText] {
    record.texts("aliases").filter { isAddress($0.text) && !isAnchor($0.text) } + foreignAddresses
  }

  /// The earlier places of the page's text within other pages, such as `/faq/#old`.
  var earlierAnchors: [EarlierAnchor] {
    record.texts("aliases").filter { isAddress($0.text) && isAnchor($0.text) }.map(
      EarlierAnchor.init)
  }

  /// The addresses that the keys of other tools give the page, without those that a pattern would make.
  private var foreignAddresses: [LocatedText] {
    record.texts(ForeignKey.addresses.name).compactMap { written in
      guard !written.text.contains(where: { ":{".contains($0) }), !written.text.isEmpty else {
        return nil
      }
      var address = written
      if !address.text.hasPrefix("/") { address.text = "/" + address.text }
      return address
    }
  }

  /// Earlier anchors of the page as a list entry, such as `old` in `/faq/#old`.
  package var earlierSlugs: [String] { earlierEntries.map(\.slug) }

  /// Earlier anchors, each with its alias.
  var earlierEntries: [(slug: String, alias: LocatedText)] {
    guard let folder = ownRoute.folder else { return [] }
    return earlierAddresses.compactMap { alias in
      guard let route = Route(earlierAddress: alias.text), route.folder == folder,
        let name = route.name, name != slug
      else { return nil }
      return (name, alias)
    }
  }

  /// The route of the page, or the route that it would have with a file of its own.
  package var ownRoute: Route { entryAnchor.map { Route(route.text + $0 + "/") } ?? route }

  private func isAnchor(_ alias: String) -> Bool { alias.contains("#") }

  private func isAddress(_ alias: String) -> Bool {
    if alias.hasPrefix("/") { return true }
    let isFile = alias.hasSuffix(".html") || alias.hasSuffix(".htm")
    return !type.has(.term) && (isFile || alias.contains("/"))
  }
}
