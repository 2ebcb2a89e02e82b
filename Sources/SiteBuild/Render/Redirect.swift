import SiteModel
import Text

/// An earlier address of a page, of which hosts are told.
struct Redirect: Sendable {
  /// The earlier path with the path of the site, not percent-encoded.
  let from: String
  /// The present path, percent-encoded.
  let path: String
  /// The anchor with its number sign, or an empty text.
  let fragment: String

  /// The redirects of a site, or of a language of it.
  static func all(of site: Site) -> [Redirect] {
    let address = site.configuration.address
    return site.routes.redirects.map { from, to in
      let target = site.pages[to]
      return Redirect(
        from: address.root + from.text, path: address.path(to: target.route.text),
        fragment: target.entryAnchor.map { "#" + $0.percentEncodedPath } ?? "")
    }
  }
}
